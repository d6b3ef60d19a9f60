package dev.samovar.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.List;
import java.util.stream.Stream;

/** Which package may know which. */
@AnalyzeClasses(packages = "dev.samovar", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {

    /** A package of engine-core and those it may use. */
    private record Arrows(String name, String... uses) {}

    private static final List<Arrows> ARROWS = List.of(
            new Arrows("json"),
            new Arrows("quant"),
            new Arrows("sampling"),
            new Arrows("program"),
            new Arrows("template", "json"),
            new Arrows("weights", "json", "program", "quant"),
            new Arrows("model", "json", "program", "weights"),
            new Arrows("tokenizer", "json", "weights"),
            new Arrows("checkpoint", "json", "model", "program", "tokenizer", "weights"),
            new Arrows("bench", "json", "checkpoint", "engine", "model", "program", "quant", "tokenizer", "weights"),
            new Arrows("kv", "program"),
            new Arrows("schedule", "kv", "program", "sampling"),
            new Arrows("engine", "kv", "program", "sampling", "schedule", "weights"),
            new Arrows("api", "json", "engine"),
            new Arrows(
                    "chat",
                    "json",
                    "sampling",
                    "template",
                    "weights",
                    "tokenizer",
                    "checkpoint",
                    "schedule",
                    "engine",
                    "api"));

    @ArchTest
    static void everyPackageIsListed(JavaClasses classes) {
        classes()
                .should()
                .resideInAnyPackage(names(ARROWS.stream().map(Arrows::name)))
                .check(classes);
    }

    @ArchTest
    static void packagesUseNoneButThoseBelow(JavaClasses classes) {
        for (Arrows arrows : ARROWS) {
            String[] allowed = names(Stream.concat(Stream.of(arrows.name), Stream.of(arrows.uses)));
            classes()
                    .that()
                    .resideInAPackage("dev.samovar." + arrows.name + "..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(Stream.concat(Stream.of("java..", "org.jspecify.."), Stream.of(allowed))
                            .toArray(String[]::new))
                    .allowEmptyShould(true)
                    .check(classes);
        }
    }

    @ArchTest
    static void noPackagesKnowEachOther(JavaClasses classes) {
        slices().matching("dev.samovar.(**)").should().beFreeOfCycles().check(classes);
    }

    private static String[] names(Stream<String> packages) {
        return packages.map(name -> "dev.samovar." + name + "..").toArray(String[]::new);
    }
}

package dev.samovar.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What compiles on the JVM but fails, or is silently wrong, once TeaVM has made Wasm of it. */
@AnalyzeClasses(packages = "dev.samovar", importOptions = ImportOption.DoNotIncludeTests.class)
class WorkerClassesTest {

    @ArchTest
    static final ArchRule noClassesMissingInTheWorker = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.util.concurrent..",
                    "java.lang.reflect..",
                    "java.nio.channels..",
                    "java.nio.file..",
                    "java.security..",
                    "java.text..",
                    "java.net..",
                    "sun..",
                    "jdk..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.HexFormat")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.invoke.VarHandle");

    /** TeaVM's regular expressions differ from Java's without a word. */
    @ArchTest
    static final ArchRule noRegularExpressions = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.regex..")
            .orShould()
            .callMethod(String.class, "matches", String.class)
            .orShould()
            .callMethod(String.class, "replaceAll", String.class, String.class)
            .orShould()
            .callMethod(String.class, "replaceFirst", String.class, String.class)
            .orShould()
            .callMethod(String.class, "split", String.class)
            .orShould()
            .callMethod(String.class, "split", String.class, int.class);

    @ArchTest
    static final ArchRule noMethodsMissingInTheWorker = noClasses()
            .should()
            .callMethod(Float.class, "float16ToFloat", short.class)
            .orShould()
            .callMethod(Float.class, "floatToFloat16", float.class)
            .orShould()
            .callMethod(Math.class, "fma", float.class, float.class, float.class)
            .orShould()
            .callMethod(Math.class, "fma", double.class, double.class, double.class)
            .orShould()
            .callMethod(String.class, "lines")
            .orShould()
            .callMethod(Character.class, "toString", int.class)
            .orShould()
            .callMethod(String.class, "format", String.class, Object[].class)
            .orShould()
            .callMethod(String.class, "formatted", Object[].class);

    /** The engine is stepped by its one owner, and a file on disk is but one kind of source. */
    @ArchTest
    static final ArchRule noThreadsNoClockNoFiles = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.samovar.weights.FileSource")
            .and()
            .doNotHaveFullyQualifiedName("dev.samovar.weights.Folder")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class)
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.io\\.(.*File.*)")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .callMethod(System.class, "getenv", String.class);
}

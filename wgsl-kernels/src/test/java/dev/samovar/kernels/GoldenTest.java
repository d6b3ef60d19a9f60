package dev.samovar.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The finished text of every kernel is committed, so that a change of a text, a hole or the generator shows as a diff. To
 * accept changes: {@code mvn -pl wgsl-kernels -am test -Dtest=GoldenTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dgolden.update=true}.
 */
class GoldenTest {
    private static final Path GOLDEN = Path.of("src/golden");

    private static final Map<String, String> KERNELS =
            new KernelLibrary().all().stream().collect(Collectors.toMap(k -> k.name() + ".wgsl", Kernel::wgsl));

    @BeforeAll
    static void updateWhenAsked() throws IOException {
        if (!Boolean.getBoolean("golden.update")) {
            return;
        }
        Files.createDirectories(GOLDEN);
        for (String old : committed()) {
            Files.delete(GOLDEN.resolve(old));
        }
        for (var kernel : KERNELS.entrySet()) {
            Files.writeString(GOLDEN.resolve(kernel.getKey()), kernel.getValue());
        }
    }

    @TestFactory
    List<DynamicTest> textIsAsCommitted() {
        return KERNELS.keySet().stream()
                .sorted()
                .map(name -> DynamicTest.dynamicTest(
                        name, () -> assertEquals(Files.readString(GOLDEN.resolve(name)), KERNELS.get(name))))
                .toList();
    }

    @Test
    void everyKernelIsCommittedAndNothingElse() throws IOException {
        assertEquals(new TreeSet<>(KERNELS.keySet()), committed());
    }

    private static Set<String> committed() throws IOException {
        try (var files = Files.list(GOLDEN)) {
            return files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}

package dev.samovar.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.samovar.json.Json;
import dev.samovar.kernels.Binding.Access;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KernelTest {
    @Test
    void bindingsComeFromTheText() {
        var kernel = Kernel.of("k", """
                @group(0) @binding(0) var<storage, read> x: array<f32>;
                @group(0) @binding(1) var<uniform> settings: vec4f;
                @group(0) @binding(2) var<storage, read_write> y: array<f32>;
                """);
        assertEquals(
                List.of(
                        new Binding("x", Access.READ),
                        new Binding("settings", Access.UNIFORM),
                        new Binding("y", Access.READ_WRITE)),
                kernel.bindings());
    }

    @Test
    void bindingsOutOfOrderAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Kernel.of("k", "@group(0) @binding(1) var<storage, read> x: array<f32>;"));
    }

    @Test
    void everyHoleIsFilled() {
        assertThrows(IllegalArgumentException.class, () -> Template.fill("${a} ${b}", Map.of("a", "1")));
        assertThrows(IllegalArgumentException.class, () -> Template.fill("${a}", Map.of("a", "1", "b", "2")));
    }

    @Test
    void aBundleGivesTheLibrarysKernelsWithoutComments() {
        var library = new KernelLibrary();
        var bundle = new KernelBundle(Json.parse(KernelBundle.of(library.all()).text()));
        for (Kernel kernel : library.all()) {
            Kernel sent = bundle.kernel(kernel.name());
            assertEquals(kernel.bindings(), sent.bindings());
            assertEquals(code(kernel), code(sent), kernel.name());
            assertFalse(sent.wgsl().contains("//"), kernel.name());
        }
        assertThrows(IllegalArgumentException.class, () -> bundle.kernel("none"));
        assertThrows(IllegalArgumentException.class, () -> new KernelBundle(Json.parse("{\"a\": \"fn f() {}\"}")));
    }

    private static List<String> code(Kernel kernel) {
        return kernel.wgsl()
                .lines()
                .map(line -> line.replaceFirst(" *//.*", ""))
                .filter(line -> !line.isEmpty())
                .toList();
    }
}

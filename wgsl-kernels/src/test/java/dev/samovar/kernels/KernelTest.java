package dev.samovar.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.samovar.json.Json;
import dev.samovar.kernels.Binding.Access;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
    void aBundleGivesTheLibrarysKernels() {
        var library = new KernelLibrary();
        var bundle = new KernelBundle(Json.parse(KernelBundle.of(library.all()).text()));
        for (Kernel kernel : library.all()) {
            Kernel bundled = bundle.kernel(kernel.name());
            assertEquals(kernel.bindings(), bundled.bindings());
            assertEquals(code(kernel), code(bundled), kernel.name());
        }
        assertThrows(IllegalArgumentException.class, () -> bundle.kernel("none"));
        assertThrows(IllegalArgumentException.class, () -> new KernelBundle(Json.parse("{\"a\": \"fn f() {}\"}")));
    }

    private static String code(Kernel kernel) {
        return PackedWgsl.bare(kernel.wgsl()).lines().map(PackedWgsl::tight).collect(Collectors.joining("\n"));
    }

    @Test
    void packedTextsAreTheTextsButForCommentsAndIndentation() {
        String text = """
            fn f() { // a comment
              let a0 = x[10 + 0 * STEP] + b0.y; // counts
              let a1 = x[10 + 1 * STEP] + b1.y;
              let a2 = x[10 + 2 * STEP] + b2.y;

              // only a comment
              let a0 = 0;
              let a1 = 0;
              let c = a0 * 0.5 + v10;
            }
            """;
        String bare = PackedWgsl.bare(text);
        assertEquals(8, bare.lines().count());
        String packed = PackedWgsl.pack(bare);
        assertEquals("3\tlet a#=x[10+#*STEP]+b#.y;", packed.split("\n", -1)[1]);
        assertEquals(bare.lines().map(PackedWgsl::tight).collect(Collectors.joining("\n")), PackedWgsl.unpack(packed));
        assertEquals("a- -b<c", PackedWgsl.tight("a - -b < c"));
    }
}

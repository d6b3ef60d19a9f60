package dev.samovar.kernels;

import java.util.List;
import java.util.Map;

/** y = a + b and y = a · b, element by element. */
public final class ElementwiseKernel {
    public static final String ADD = "add";
    public static final String MULTIPLY = "multiply";

    private ElementwiseKernel() {}

    /** Grid: (width / 4 / 64, rows). All sizes in vec4s. */
    private static final String TEXT = """
            // y = ${formula}, element by element; one thread takes four features of a row.
            override WIDTH: u32;
            override A_STRIDE: u32;
            override B_STRIDE: u32;
            override Y_STRIDE: u32;
            override A_OFFSET: u32 = 0;
            override B_OFFSET: u32 = 0;
            override Y_OFFSET: u32 = 0;

            @group(0) @binding(0) var<storage, read> a: array<vec4f>;
            @group(0) @binding(1) var<storage, read> b: array<vec4f>;
            @group(0) @binding(2) var<storage, read_write> y: array<vec4f>;

            @compute @workgroup_size(64)
            fn main(@builtin(global_invocation_id) id: vec3u) {
              let row = id.y;
              if (id.x < WIDTH) {
                let left = a[row * A_STRIDE + A_OFFSET + id.x];
                let right = b[row * B_STRIDE + B_OFFSET + id.x];
                y[row * Y_STRIDE + Y_OFFSET + id.x] = ${formula};
              }
            }
            """;

    static List<Kernel> variants() {
        return List.of(
                Kernel.of(ADD, Template.fill(TEXT, Map.of("formula", "left + right"))),
                Kernel.of(MULTIPLY, Template.fill(TEXT, Map.of("formula", "left * right"))));
    }
}

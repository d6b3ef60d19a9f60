package dev.samovar.kernels;

import java.util.List;
import java.util.Map;

/** y = f(x), element by element: activations, scaling, soft-capping. */
public final class PointwiseKernel {
    public static final String ACTIVATION = "activation";
    public static final String SCALE = "scale";
    public static final String SOFT_CAP = "soft-cap";

    private PointwiseKernel() {}

    /** Grid: (⌈WIDTH / 64⌉, rows). */
    private static final String TEXT = """
            // y = ${name}(x), element by element.
            override WIDTH: u32;
            override X_STRIDE: u32; // in floats
            override X_OFFSET: u32 = 0;
            override Y_STRIDE: u32;
            override Y_OFFSET: u32 = 0;

            @group(0) @binding(0) var<storage, read> x: array<f32>;
            @group(0) @binding(1) var<storage, read_write> y: array<f32>;

            @compute @workgroup_size(64)
            fn main(@builtin(global_invocation_id) id: vec3u) {
              if (id.x < WIDTH) {
                y[id.y * Y_STRIDE + Y_OFFSET + id.x] = ${function}(x[id.y * X_STRIDE + X_OFFSET + id.x]);
              }
            }

            ${definition}
            """;

    private static final String SCALE_TEXT = """
            override FACTOR: f32;

            fn scaled(x: f32) -> f32 {
              return x * FACTOR;
            }
            """;

    /** tanh by exp, which WGSL defines more exactly; it saturates instead of overflowing. */
    private static final String SOFT_CAP_TEXT = """
            override CAP: f32;

            fn capped(x: f32) -> f32 {
              return CAP * (1 - 2 / (1 + exp(2 * x / CAP)));
            }
            """;

    static List<Kernel> variants() {
        return List.of(
                kernel(ACTIVATION, "activation", ActivationWgsl.TEXT),
                kernel(SCALE, "scaled", SCALE_TEXT),
                kernel(SOFT_CAP, "capped", SOFT_CAP_TEXT));
    }

    private static Kernel kernel(String name, String function, String definition) {
        return Kernel.of(
                name, Template.fill(TEXT, Map.of("name", name, "function", function, "definition", definition)));
    }
}

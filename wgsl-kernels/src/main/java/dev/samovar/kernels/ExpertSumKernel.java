package dev.samovar.kernels;

import java.util.List;
import java.util.Map;

/** Adds up what a token's experts made of it. */
public final class ExpertSumKernel {

    /** y = sum. */
    public static final String STORE = "expert-sum.store";

    /** y = residual + sum. */
    public static final String RESIDUAL = "expert-sum.residual";

    private ExpertSumKernel() {}

    /** Grid: (⌈WIDTH / 64⌉, tokens). All sizes in vec4s. */
    private static final String TEXT = """
            // y = ${formula}, over the PER_TOKEN pairs of a token; one thread takes four features.
            override WIDTH: u32;
            override PER_TOKEN: u32;
            override X_STRIDE: u32; // from a pair to the next
            override Y_STRIDE: u32;
            override Y_OFFSET: u32 = 0;

            @group(0) @binding(0) var<storage, read> x: array<vec4f>;
            @group(0) @binding(1) var<storage, read_write> y: array<vec4f>;
            ${residual}
            @compute @workgroup_size(64)
            fn main(@builtin(global_invocation_id) id: vec3u) {
              if (id.x >= WIDTH) {
                return;
              }
              var sum = ${start};
              for (var slot = 0u; slot < PER_TOKEN; slot++) {
                sum += x[(id.y * PER_TOKEN + slot) * X_STRIDE + id.x];
              }
              y[id.y * Y_STRIDE + Y_OFFSET + id.x] = sum;
            }
            """;

    private static final String RESIDUAL_BINDING = """
            @group(0) @binding(2) var<storage, read> residual: array<vec4f>;
            override RESIDUAL_STRIDE: u32;
            override RESIDUAL_OFFSET: u32 = 0;
            """;

    static List<Kernel> variants() {
        return List.of(
                kernel(STORE, "sum of x", "", "vec4f()"),
                kernel(
                        RESIDUAL,
                        "residual + sum of x",
                        RESIDUAL_BINDING,
                        "residual[id.y * RESIDUAL_STRIDE + RESIDUAL_OFFSET + id.x]"));
    }

    private static Kernel kernel(String name, String formula, String residual, String start) {
        return Kernel.of(name, Template.fill(TEXT, Map.of("formula", formula, "residual", residual, "start", start)));
    }
}

package dev.samovar.kernels;

/**
 * What the kernels of a mixture of experts share. A <i>pair</i> is a token and one of its experts: number token · {@code
 * PER_TOKEN} + slot. Matrices hold several experts, one after the other, each from a whole tile on.
 */
final class ExpertWgsl {
    private ExpertWgsl() {}

    /** Declares {@code Route}, an element of {@code routes}, [token][slot]. */
    static final String ROUTE = """
            struct Route { expert: u32, probability: f32 }
            """;

    /**
     * No expert, no pair. As a float it is finite: activations share memory one after the other, and what lies beyond their
     * width is multiplied by zero.
     */
    static final String NONE = """
            const NONE = 0xffffffu;
            """;

    /** {@code store(pair, tile, sums)} for rows that alternate between gate and up, weighted by the pair's probability. */
    static final String GATED = """
            override Y_STRIDE: u32; // from a pair to the next, in vec2s
            override NORMALISED: u32; // 1: a token's probabilities add up to one

            @group(0) @binding(3) var<storage, read_write> y: array<vec2f>;

            fn base(pair: u32, tile: u32) -> vec4f { return vec4f(); }

            fn store(pair: u32, tile: u32, sums: vec4f) {
              y[pair * Y_STRIDE + tile] =
                probability(pair) * vec2f(activation(sums.x) * sums.y, activation(sums.z) * sums.w);
            }

            fn probability(pair: u32) -> f32 {
              let token = pair / PER_TOKEN * ROUTE_STRIDE;
              var total = 1.0;
              if (NORMALISED == 1) {
                total = 0;
                for (var slot = 0u; slot < PER_TOKEN; slot++) {
                  total += routes[token + slot].probability;
                }
              }
              return routes[token + pair % PER_TOKEN].probability / total;
            }

            """ + ActivationWgsl.TEXT;
}

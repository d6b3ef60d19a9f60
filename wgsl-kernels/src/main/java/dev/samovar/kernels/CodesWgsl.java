package dev.samovar.kernels;

import dev.samovar.quant.GpuLayout;

/**
 * WGSL that loads a tile's words without decoding them, {@code codes_at(tile, slice) -> Codes}, so that many loads are
 * under way before the first is used.
 */
final class CodesWgsl {
    private CodesWgsl() {}

    static String load(GpuLayout layout) {
        return switch (layout) {
            case Q4, Q4_MIN -> CODES_1;
            case Q8 -> CODES_2;
            case F16 -> CODES_4;
            case F32 -> CODES_8;
        };
    }

    private static final String CODES_1 = """
            alias Codes = vec4u;

            fn codes_at(tile: u32, slice: u32) -> Codes {
              return weights[tile * SLICES + slice];
            }
            """;

    private static final String CODES_2 = """
            struct Codes { k03: vec4u, k47: vec4u }

            fn codes_at(tile: u32, slice: u32) -> Codes {
              let at = (tile * SLICES + slice) * 2;
              return Codes(weights[at], weights[at + 1]);
            }
            """;

    private static final String CODES_4 = """
            struct Codes { k01: vec4u, k23: vec4u, k45: vec4u, k67: vec4u }

            fn codes_at(tile: u32, slice: u32) -> Codes {
              let at = (tile * SLICES + slice) * 4;
              return Codes(weights[at], weights[at + 1], weights[at + 2], weights[at + 3]);
            }
            """;

    private static final String CODES_8 = """
            alias Codes = array<vec4u, 8>;

            fn codes_at(tile: u32, slice: u32) -> Codes {
              let at = (tile * SLICES + slice) * 8;
              return Codes(
                weights[at], weights[at + 1], weights[at + 2], weights[at + 3],
                weights[at + 4], weights[at + 5], weights[at + 6], weights[at + 7]);
            }
            """;
}

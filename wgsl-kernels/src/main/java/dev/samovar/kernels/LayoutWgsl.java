package dev.samovar.kernels;

import dev.samovar.quant.GpuLayout;

/**
 * WGSL that turns a tile of {@code weights: array<vec4u>} into numbers; see {@link MatrixTiles}. Every layout offers
 *
 * <ul>
 *   <li>{@code tile_at(tile, slice) -> Tile}: two matrices whose columns are the columns k0 to k3 and k4 to k7 and whose
 *       rows are the tile's, so that {@code low * x03 + high * x47} is 32 multiplications. Entries may be too large by
 *       powers of two that {@code X_LOW} and {@code X_HIGH} take off x beforehand (a shift saved for each code);
 *   <li>{@code scales_at(tile, group) -> Scales}: value = scale · entry + minimum, one of each a row;
 *   <li>{@code HAS_MINIMUM}: whether the minimum is ever other than 0.
 * </ul>
 */
final class LayoutWgsl {
    private LayoutWgsl() {}

    static String decode(GpuLayout layout) {
        return OVERRIDES
                + STRUCTS
                + switch (layout) {
                    case Q4 -> NIBBLES + Q4_SCALES;
                    case Q4_MIN -> NIBBLES + Q4_MIN_SCALES;
                    case Q8 -> BYTES;
                    case F16 -> HALVES + NO_SCALES;
                    case F32 -> FLOATS + NO_SCALES;
                };
    }

    /** What every layout wants to know. */
    static final String OVERRIDES = """
            override SLICES: u32; // tiles along the columns
            override GROUP_SLICES: u32; // slices that share a scale
            override SCALES: u32; // where scales begin in weights
            """;

    private static final String STRUCTS = """

            struct Tile { low: mat4x4f, high: mat4x4f }
            struct Scales { scale: vec4f, minimum: vec4f }
            """;

    private static final String NIBBLES = """

            const HAS_MINIMUM = true;
            const X_LOW = vec4f(1, 1, 1.0 / 16, 1.0 / 16);
            const X_HIGH = vec4f(1.0 / 256, 1.0 / 256, 1.0 / 4096, 1.0 / 4096);

            fn tile_at(tile: u32, slice: u32) -> Tile {
              let even = bitcast<vec4i>(weights[tile * SLICES + slice]);
              let odd = even >> vec4u(16);
              return Tile(
                mat4x4f(vec4f(even & vec4i(0xf)), vec4f(odd & vec4i(0xf)), vec4f(even & vec4i(0xf0)), vec4f(odd & vec4i(0xf0))),
                mat4x4f(vec4f(even & vec4i(0xf00)), vec4f(odd & vec4i(0xf00)), vec4f(even & vec4i(0xf000)), vec4f(odd & vec4i(0xf000))));
            }
            """;

    private static final String Q4_SCALES = """

            fn scales_at(tile: u32, group: u32) -> Scales {
              let at = tile * (SLICES / GROUP_SLICES) + group;
              let pair = weights[SCALES + at / 2];
              let halves = select(pair.xy, pair.zw, at % 2 == 1);
              let scale = vec4f(unpack2x16float(halves.x), unpack2x16float(halves.y));
              return Scales(scale, -8 * scale);
            }
            """;

    private static final String Q4_MIN_SCALES = """

            fn scales_at(tile: u32, group: u32) -> Scales {
              let words = weights[SCALES + tile * (SLICES / GROUP_SLICES) + group];
              let r0 = unpack2x16float(words.x);
              let r1 = unpack2x16float(words.y);
              let r2 = unpack2x16float(words.z);
              let r3 = unpack2x16float(words.w);
              return Scales(vec4f(r0.x, r1.x, r2.x, r3.x), vec4f(r0.y, r1.y, r2.y, r3.y));
            }
            """;

    private static final String BYTES = """

            const HAS_MINIMUM = false;
            const X_LOW = vec4f(1);
            const X_HIGH = vec4f(1);

            fn tile_at(tile: u32, slice: u32) -> Tile {
              let at = (tile * SLICES + slice) * 2;
              return Tile(bytes(bitcast<vec4i>(weights[at])), bytes(bitcast<vec4i>(weights[at + 1])));
            }

            fn bytes(q: vec4i) -> mat4x4f {
              let b = vec4u(24);
              return mat4x4f(vec4f((q << b) >> b), vec4f((q << vec4u(16)) >> b), vec4f((q << vec4u(8)) >> b), vec4f(q >> b));
            }

            fn scales_at(tile: u32, group: u32) -> Scales {
              let at = tile * (SLICES / GROUP_SLICES) + group;
              let pair = weights[SCALES + at / 2];
              let halves = select(pair.xy, pair.zw, at % 2 == 1);
              return Scales(vec4f(unpack2x16float(halves.x), unpack2x16float(halves.y)), vec4f());
            }
            """;

    private static final String HALVES = """

            fn tile_at(tile: u32, slice: u32) -> Tile {
              let at = (tile * SLICES + slice) * 4;
              let k01 = halves(weights[at]);
              let k23 = halves(weights[at + 1]);
              let k45 = halves(weights[at + 2]);
              let k67 = halves(weights[at + 3]);
              return Tile(mat4x4f(k01[0], k01[1], k23[0], k23[1]), mat4x4f(k45[0], k45[1], k67[0], k67[1]));
            }

            fn halves(q: vec4u) -> mat2x4f {
              let r0 = unpack2x16float(q.x);
              let r1 = unpack2x16float(q.y);
              let r2 = unpack2x16float(q.z);
              let r3 = unpack2x16float(q.w);
              return mat2x4f(vec4f(r0.x, r1.x, r2.x, r3.x), vec4f(r0.y, r1.y, r2.y, r3.y));
            }
            """;

    private static final String FLOATS = """

            fn tile_at(tile: u32, slice: u32) -> Tile {
              let at = (tile * SLICES + slice) * 8;
              return Tile(
                mat4x4f(column(at), column(at + 1), column(at + 2), column(at + 3)),
                mat4x4f(column(at + 4), column(at + 5), column(at + 6), column(at + 7)));
            }

            fn column(at: u32) -> vec4f {
              return bitcast<vec4f>(weights[at]);
            }
            """;

    private static final String NO_SCALES = """

            const HAS_MINIMUM = false;
            const X_LOW = vec4f(1);
            const X_HIGH = vec4f(1);

            fn scales_at(tile: u32, group: u32) -> Scales {
              return Scales(vec4f(1), vec4f());
            }
            """;
}

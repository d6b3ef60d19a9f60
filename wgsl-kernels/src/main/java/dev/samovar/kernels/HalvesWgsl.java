package dev.samovar.kernels;

import dev.samovar.quant.GpuLayout;

/**
 * WGSL that turns a tile of weights into half floats, for subgroup matrices. Loading and decoding are apart, so that the
 * loads of the next tile overlap the multiplications of this one. Every layout offers
 *
 * <ul>
 *   <li>{@code codes_at(tile, slice) -> Codes}: the raw words;
 *   <li>{@code half_scales_at(tile, group) -> HalfScales}: its scales, which take half the registers of floats;
 *   <li>{@code row_halves(codes, scales, row) -> Row}: the 8 values of one of the tile's 4 rows.
 * </ul>
 *
 * Halves are taken from bits by a magic number where codes are 4 bits: {@code 0x6400 | code} is 1024 + code.
 */
final class HalvesWgsl {
    private HalvesWgsl() {}

    static String decode(GpuLayout layout) {
        return CodesWgsl.load(layout)
                + "\nalias Row = array<vec4h, 2>;\n"
                + switch (layout) {
                    case Q4 -> NIBBLES + SCALES + Q4_ROW;
                    case Q4_MIN -> NIBBLES + Q4_MIN_ROW;
                    case Q8 -> SCALES + BYTES_ROW;
                    case F16 -> HALVES_ROW;
                    case F32 -> throw new IllegalArgumentException("F32 weights do not fit into half floats");
                };
    }

    /** The second and fourth pairs sit four bits higher: 16 times too large on top of 1024. */
    private static final String NIBBLES = """

            fn nibbles(q: u32, offset: f16) -> Row {
              let high = q >> 8;
              let low_offset = vec2h(-1024 + offset);
              let high_offset = vec2h(-64 + offset);
              return Row(
                vec4h(
                  bitcast<vec2h>((q & 0x000f000f) | 0x64006400) + low_offset,
                  fma(bitcast<vec2h>((q & 0x00f000f0) | 0x64006400), vec2h(0.0625), high_offset)),
                vec4h(
                  bitcast<vec2h>((high & 0x000f000f) | 0x64006400) + low_offset,
                  fma(bitcast<vec2h>((high & 0x00f000f0) | 0x64006400), vec2h(0.0625), high_offset)));
            }
            """;

    private static final String SCALES = """

            alias HalfScales = vec4h;

            fn half_scales_at(tile: u32, group: u32) -> HalfScales {
              let at = tile * (SLICES / GROUP_SLICES) + group;
              let pair = weights[SCALES + at / 2];
              return bitcast<vec4h>(select(pair.xy, pair.zw, at % 2 == 1));
            }
            """;

    private static final String Q4_ROW = """

            fn row_halves(codes: Codes, scales: HalfScales, row: u32) -> Row {
              let v = nibbles(codes[row], -8);
              let scale = vec4h(scales[row]);
              return Row(v[0] * scale, v[1] * scale);
            }
            """;

    private static final String Q4_MIN_ROW = """

            alias HalfScales = vec4u; // a scale and a minimum each

            fn half_scales_at(tile: u32, group: u32) -> HalfScales {
              return weights[SCALES + tile * (SLICES / GROUP_SLICES) + group];
            }

            fn row_halves(codes: Codes, scales: HalfScales, row: u32) -> Row {
              let v = nibbles(codes[row], 0);
              let scale = bitcast<vec2h>(scales[row]);
              return Row(fma(v[0], scale.xxxx, scale.yyyy), fma(v[1], scale.xxxx, scale.yyyy));
            }
            """;

    private static final String BYTES_ROW = """

            fn row_halves(codes: Codes, scales: HalfScales, row: u32) -> Row {
              let scale = f32(scales[row]);
              return Row(
                vec4h(vec4f(unpack4xI8(codes.k03[row])) * scale),
                vec4h(vec4f(unpack4xI8(codes.k47[row])) * scale));
            }
            """;

    private static final String HALVES_ROW = """

            alias HalfScales = u32; // none

            fn half_scales_at(tile: u32, group: u32) -> HalfScales { return 0; }

            fn row_halves(codes: Codes, scales: HalfScales, row: u32) -> Row {
              return Row(
                vec4h(bitcast<vec2h>(codes.k01[row]), bitcast<vec2h>(codes.k23[row])),
                vec4h(bitcast<vec2h>(codes.k45[row]), bitcast<vec2h>(codes.k67[row])));
            }
            """;
}

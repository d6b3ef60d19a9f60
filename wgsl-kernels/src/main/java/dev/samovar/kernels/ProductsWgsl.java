package dev.samovar.kernels;

import dev.samovar.quant.GpuLayout;

/**
 * WGSL that multiplies a loaded tile by 8 features of x: {@code products(codes, low, high) -> vec4f}, one sum a row, not
 * yet scaled; {@code WITH_MINIMUM} says whether the minimum times Σx is to be added.
 *
 * <p>Codes of 4 bits become floats by a magic number, not by conversion, which GPUs do at a quarter of their rate: {@code
 * 0x4b000000 | bits} is 8388608 + bits. The shifts that separate nibbles are saved by taking powers of two off x.
 */
final class ProductsWgsl {
    private ProductsWgsl() {}

    static String multiply(GpuLayout layout) {
        return CodesWgsl.load(layout)
                + switch (layout) {
                    case Q4 -> NIBBLES.replace("${zero}", "8.0").replace("${minimum}", "false");
                    case Q4_MIN -> NIBBLES.replace("${zero}", "0.0").replace("${minimum}", "true");
                    case Q8 -> WITHOUT_MINIMUM + BYTES;
                    case F16 -> WITHOUT_MINIMUM + HALVES;
                    case F32 -> WITHOUT_MINIMUM + FLOATS;
                };
    }

    /** For codes of 4 bits: {@code products(codes, x) -> vec4f} for 8 features of x as halves in {@code UNIT}s. */
    static String multiplyHalves(GpuLayout layout) {
        boolean minimum = layout == GpuLayout.Q4_MIN;
        return CodesWgsl.load(layout)
                + HALF_NIBBLES
                        .replace("${zero}", minimum ? "0.0" : "8.0")
                        .replace("${minimum}", Boolean.toString(minimum));
    }

    /** {@code 0x6400 | bits} is 1024 + bits; a code four bits higher is 16 times as much. */
    private static final String HALF_NIBBLES = """

            const WITH_MINIMUM = ${minimum};
            const LOW_ZERO = vec2h(1024.0 + ${zero});
            const HIGH_ZERO = vec2h(64.0 + ${zero});

            fn row_product(q: u32, x: vec4u) -> f32 {
              let high = q >> 8;
              let w01 = bitcast<vec2h>((q & 0x000f000f) | 0x64006400) - LOW_ZERO;
              let w23 = fma(bitcast<vec2h>((q & 0x00f000f0) | 0x64006400), vec2h(0.0625), -HIGH_ZERO);
              let w45 = bitcast<vec2h>((high & 0x000f000f) | 0x64006400) - LOW_ZERO;
              let w67 = fma(bitcast<vec2h>((high & 0x00f000f0) | 0x64006400), vec2h(0.0625), -HIGH_ZERO);
              let first = fma(w23, bitcast<vec2h>(x.y), w01 * bitcast<vec2h>(x.x));
              let sums = vec2f(fma(w67, bitcast<vec2h>(x.w), fma(w45, bitcast<vec2h>(x.z), first)));
              return sums.x + sums.y;
            }

            fn products(codes: Codes, x: vec4u) -> vec4f {
              return vec4f(row_product(codes.x, x), row_product(codes.y, x), row_product(codes.z, x), row_product(codes.w, x));
            }
            """;

    private static final String WITHOUT_MINIMUM = """

            const WITH_MINIMUM = false;
            """;

    private static final String NIBBLES = """

            const WITH_MINIMUM = ${minimum};
            const MAGIC = vec4f(8388608.0);
            const ZERO_LOW = MAGIC + ${zero} * vec4f(1, 1, 16, 16);
            const ZERO_HIGH = MAGIC + ${zero} * vec4f(256, 256, 4096, 4096);

            fn row_product(q: u32, low: vec4f, high: vec4f) -> f32 {
              let words = vec4u(q, q >> 16, q, q >> 16);
              let w_low = bitcast<vec4f>((words & vec4u(0xf, 0xf, 0xf0, 0xf0)) | vec4u(0x4b000000)) - ZERO_LOW;
              let w_high = bitcast<vec4f>((words & vec4u(0xf00, 0xf00, 0xf000, 0xf000)) | vec4u(0x4b000000)) - ZERO_HIGH;
              return dot(w_low, low) + dot(w_high, high);
            }

            fn products(codes: Codes, low: vec4f, high: vec4f) -> vec4f {
              let a = low * X_LOW;
              let b = high * X_HIGH;
              return vec4f(
                row_product(codes.x, a, b), row_product(codes.y, a, b), row_product(codes.z, a, b), row_product(codes.w, a, b));
            }
            """;

    private static final String BYTES = """

            fn row_product(k03: u32, k47: u32, low: vec4f, high: vec4f) -> f32 {
              return dot(vec4f(unpack4xI8(k03)), low) + dot(vec4f(unpack4xI8(k47)), high);
            }

            fn products(codes: Codes, low: vec4f, high: vec4f) -> vec4f {
              return vec4f(
                row_product(codes.k03.x, codes.k47.x, low, high),
                row_product(codes.k03.y, codes.k47.y, low, high),
                row_product(codes.k03.z, codes.k47.z, low, high),
                row_product(codes.k03.w, codes.k47.w, low, high));
            }
            """;

    private static final String HALVES = """

            fn row_product(codes: Codes, row: u32, low: vec4f, high: vec4f) -> f32 {
              return dot(unpack2x16float(codes.k01[row]), low.xy) + dot(unpack2x16float(codes.k23[row]), low.zw)
                + dot(unpack2x16float(codes.k45[row]), high.xy) + dot(unpack2x16float(codes.k67[row]), high.zw);
            }

            fn products(codes: Codes, low: vec4f, high: vec4f) -> vec4f {
              return vec4f(
                row_product(codes, 0, low, high), row_product(codes, 1, low, high),
                row_product(codes, 2, low, high), row_product(codes, 3, low, high));
            }
            """;

    private static final String FLOATS = """

            fn products(codes: Codes, low: vec4f, high: vec4f) -> vec4f {
              return bitcast<vec4f>(codes[0]) * low.x + bitcast<vec4f>(codes[1]) * low.y
                + bitcast<vec4f>(codes[2]) * low.z + bitcast<vec4f>(codes[3]) * low.w
                + bitcast<vec4f>(codes[4]) * high.x + bitcast<vec4f>(codes[5]) * high.y
                + bitcast<vec4f>(codes[6]) * high.z + bitcast<vec4f>(codes[7]) * high.w;
            }
            """;
}

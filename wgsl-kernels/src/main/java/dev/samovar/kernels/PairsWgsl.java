package dev.samovar.kernels;

import dev.samovar.quant.GpuLayout;

/**
 * WGSL that turns a quarter of a tile of weights, two columns of its four rows, into floats: four threads share a tile.
 * Loading and decoding are apart, so that the loads of the next tiles overlap the multiplications of these. Every layout
 * offers
 *
 * <ul>
 *   <li>{@code codes_at(tile, slice, pair) -> vec4u}: the words that hold columns 2·pair and 2·pair + 1;
 *   <li>{@code columns_of(codes, pair, scales) -> mat2x4f}: these columns.
 * </ul>
 */
final class PairsWgsl {
    private PairsWgsl() {}

    static String decode(GpuLayout layout) {
        return switch (layout) {
            case Q4, Q4_MIN -> NIBBLES;
            case Q8 -> BYTES;
            case F16 -> HALVES;
            case F32 -> throw new IllegalArgumentException("F32 weights are not decoded");
        };
    }

    /** {@code 0x4b000000 | bits} is 8388608 + bits: faster than conversion on GPUs. */
    private static final String NIBBLES = """
            fn codes_at(tile: u32, slice: u32, pair: u32) -> vec4u {
              return weights[tile * SLICES + slice];
            }

            fn nibbles(q: vec4u) -> vec4f {
              return bitcast<vec4f>((q & vec4u(0xf)) | vec4u(0x4b000000)) - vec4f(8388608);
            }

            fn columns_of(codes: vec4u, pair: u32, scales: Scales) -> mat2x4f {
              let q = codes >> vec4u(4 * pair);
              return mat2x4f(
                fma(nibbles(q), scales.scale, scales.minimum),
                fma(nibbles(q >> vec4u(16)), scales.scale, scales.minimum));
            }
            """;

    /** A signed byte with its highest bit turned is 128 more, and unsigned. */
    private static final String BYTES = """
            fn codes_at(tile: u32, slice: u32, pair: u32) -> vec4u {
              return weights[(tile * SLICES + slice) * 2 + pair / 2];
            }

            fn signed_bytes(q: vec4u) -> vec4f {
              return bitcast<vec4f>(((q & vec4u(0xff)) ^ vec4u(0x80)) | vec4u(0x4b000000)) - vec4f(8388608 + 128);
            }

            fn columns_of(codes: vec4u, pair: u32, scales: Scales) -> mat2x4f {
              let q = codes >> vec4u(16 * (pair % 2));
              return mat2x4f(signed_bytes(q) * scales.scale, signed_bytes(q >> vec4u(8)) * scales.scale);
            }
            """;

    private static final String HALVES = """
            fn codes_at(tile: u32, slice: u32, pair: u32) -> vec4u {
              return weights[(tile * SLICES + slice) * 4 + pair];
            }

            fn columns_of(codes: vec4u, pair: u32, scales: Scales) -> mat2x4f {
              let r0 = unpack2x16float(codes.x);
              let r1 = unpack2x16float(codes.y);
              let r2 = unpack2x16float(codes.z);
              let r3 = unpack2x16float(codes.w);
              return mat2x4f(vec4f(r0.x, r1.x, r2.x, r3.x), vec4f(r0.y, r1.y, r2.y, r3.y));
            }
            """;
}

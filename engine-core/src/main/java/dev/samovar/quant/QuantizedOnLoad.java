package dev.samovar.quant;

import java.util.List;

/**
 * Floats of a file that are quantised as they are loaded. The GPU does it while it repacks, with the same codes and scales
 * as {@link Quantization#round}: what must be rounded alike is done in integers, since a GPU's division and its fused
 * additions may differ in the last bit.
 *
 * @param stored how the file holds them: F32, F16 or BF16
 */
public record QuantizedOnLoad(WeightFormat stored, Quantization to) implements WeightFormat {
    private static final List<WeightFormat> FLOATS = List.of(new F32(), new F16(), new BF16());

    /** Whether a format holds floats, which can be quantised. */
    public static boolean takes(WeightFormat format) {
        return FLOATS.contains(format);
    }

    /** All of them. */
    public static List<WeightFormat> all() {
        return FLOATS.stream()
                .flatMap(stored -> List.of(Quantization.values()).stream()
                        .<WeightFormat>map(to -> new QuantizedOnLoad(stored, to)))
                .toList();
    }

    @Override
    public String name() {
        return stored.name() + "-to-" + to.name();
    }

    @Override
    public int blockElements() {
        return stored.blockElements();
    }

    @Override
    public int blockBytes() {
        return stored.blockBytes();
    }

    @Override
    public GpuLayout layout() {
        return to.layout();
    }

    /** The floats before they are quantised, as their groups lie along a matrix's columns and not along the file. */
    @Override
    public void decode(byte[] in, int offset, float[] out, int outOffset, int blocks) {
        stored.decode(in, offset, out, outOffset, blocks);
    }

    @Override
    public String wgsl() {
        return stored.wgsl() + "\n" + GROUP
                + switch (to) {
                    case Q4 -> FOUR_BITS;
                    case Q8 -> EIGHT_BITS;
                };
    }

    private static final String GROUP = """
            // Quantised here. A thread has 8 columns, all of one group: it needs the group's step once.
            var<private> known = false;
            var<private> inverse: u32; // 1 / step, without its sign
            var<private> half_scale: u32;

            fn weight(row: u32, k: u32) -> u32 {
              if (job.transposed == 1) {
                return bitcast<u32>(value(k * job.raw_stride, row));
              }
              return bitcast<u32>(value(row, k));
            }

            // of the group's values the one farthest from 0
            fn farthest(row: u32, k: u32) -> u32 {
              var found = 0u;
              for (var i = 0u; i < 32; i++) {
                let bits = weight(row, k / 32 * 32 + i);
                if ((bits & 0x7fffffff) > (found & 0x7fffffff)) {
                  found = bits;
                }
              }
              return found;
            }

            fn set_step(step: u32) {
              known = true;
              half_scale = half_bits(step & 0x7fffffff) | ((step >> 31) << 15);
              inverse = select(0u, quotient(bitcast<u32>(1f), step & 0x7fffffff), (half_scale & 0x7fff) > 0);
            }

            // the half float nearest to a positive float, ties to even
            fn half_bits(positive: u32) -> u32 {
              let exponent = positive >> 23;
              let shift = 126 - min(exponent, 113);
              if (shift > 24) {
                return 0;
              }
              let mantissa = (positive & 0x7fffff) | 0x800000;
              let kept = mantissa >> shift;
              let lost = mantissa & ((1u << shift) - 1);
              let up = u32(lost + (kept & 1) > (1u << (shift - 1)));
              return min(kept + up + ((max(exponent, 113) - 113) << 10), 0x7c00);
            }

            // a / b of positive floats, nearest, ties to even
            fn quotient(a: u32, b: u32) -> u32 {
              var rest = (a & 0x7fffff) | 0x800000;
              let divisor = (b & 0x7fffff) | 0x800000;
              var exponent = 126 + (a >> 23) - (b >> 23);
              if (rest < divisor) {
                rest <<= 1;
                exponent -= 1;
              }
              var digits = 0u; // 25, one more than a mantissa has
              for (var i = 0u; i < 25; i++) {
                digits <<= 1;
                if (rest >= divisor) {
                  rest -= divisor;
                  digits |= 1;
                }
                rest <<= 1;
              }
              let up = digits & (u32(rest > 0) | (digits >> 1)) & 1;
              return (exponent << 23) + (digits >> 1) + up;
            }

            fn scaled(bits: u32) -> u32 {
              return bitcast<u32>(bitcast<f32>(bits & 0x7fffffff) * bitcast<f32>(inverse));
            }

            fn scale(row: u32, k: u32) -> f32 {
              return unpack2x16float(half_scale).x;
            }

            """;

    private static final String FOUR_BITS = """
            // the farthest is -8 steps
            fn code(row: u32, k: u32) -> u32 {
              if (!known) {
                let most = farthest(row, k);
                let magnitude = most & 0x7fffffff;
                set_step((max(magnitude, 3u << 23) - (3u << 23)) | (~most & 0x80000000));
              }
              let bits = weight(row, k);
              let steps = scaled(bits);
              let exponent = steps >> 23;
              let mantissa = (steps & 0x7fffff) | 0x800000;
              // in 2^-24 steps: floor(steps + 8.5), where the sum is rounded to a float as ggml's is
              let apart = select(mantissa >> min(126 - exponent, 31), mantissa << (exponent - 126), exponent >= 126);
              let negative = ((bits >> 31) ^ (half_scale >> 15)) == 1;
              let sum = (17u << 23) + select(apart, 0 - apart, negative);
              return min((sum + ((1u << firstLeadingBit(sum)) >> 24)) >> 24, 15);
            }
            """;

    private static final String EIGHT_BITS = """
            // the farthest is 127 steps or -127; halves go away from 0
            fn code(row: u32, k: u32) -> i32 {
              if (!known) {
                set_step(quotient(farthest(row, k) & 0x7fffffff, bitcast<u32>(127f)));
              }
              let bits = weight(row, k);
              let steps = scaled(bits);
              let shift = 150 - (steps >> 23);
              if (shift > 24) {
                return 0;
              }
              let rounded = i32((((steps & 0x7fffff) | 0x800000) + (1u << (shift - 1))) >> shift);
              return select(rounded, -rounded, (bits >> 31) == 1);
            }
            """;
}

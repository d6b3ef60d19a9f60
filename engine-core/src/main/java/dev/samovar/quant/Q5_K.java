package dev.samovar.quant;

/**
 * GGUF's five bits in superblocks of 256: {@link Q4_K} with {@code u8 high[32]} before the codes; bit g of byte j is the
 * fifth bit of value j of group g. No GPU layout holds five bits and a minimum: values are rounded anew to eight bits, a
 * finer step than theirs.
 */
public record Q5_K() implements WeightFormat {
    @Override
    public String name() {
        return "Q5_K";
    }

    @Override
    public int blockElements() {
        return 256;
    }

    @Override
    public int blockBytes() {
        return 176;
    }

    @Override
    public GpuLayout layout() {
        return GpuLayout.Q8;
    }

    @Override
    public String wgsl() {
        return """
                fn scale_of_codes(block: u32, k: u32) -> f32 {
                  return half(block) * f32(six_bits(block + 4, 0, k % 256 / 32));
                }

                fn minimum(block: u32, k: u32) -> f32 {
                  return -half(block + 2) * f32(six_bits(block + 4, 4, k % 256 / 32));
                }

                fn scale(row: u32, k: u32) -> f32 {
                  let block = row + k / 256 * 176;
                  let low = minimum(block, k);
                  return max(abs(low), abs(scale_of_codes(block, k) * 31 + low)) / 127;
                }

                fn code(row: u32, k: u32) -> i32 {
                  let block = row + k / 256 * 176;
                  let low = (byte(block + 48 + k % 256 / 64 * 32 + k % 32) >> (k % 64 / 32 * 4)) & 15;
                  let high = (byte(block + 16 + k % 32) >> (k % 256 / 32)) & 1;
                  let value = scale_of_codes(block, k) * f32(low | (high << 4)) + minimum(block, k);
                  return i32(round(value / max(scale(row, k), 1e-30)));
                }

                // six bits of the scales (which = 0) or minimums (4) of group j
                fn six_bits(at: u32, which: u32, j: u32) -> u32 {
                  if (j < 4) {
                    return byte(at + which + j) & 63;
                  }
                  return ((byte(at + 4 + j) >> which) & 15) | ((byte(at + which + j - 4) >> 6) << 4);
                }
                """;
    }

    @Override
    public void decode(byte[] in, int offset, float[] out, int outOffset, int blocks) {
        for (int b = 0; b < blocks; b++) {
            block(in, offset + b * blockBytes(), out, outOffset + b * blockElements());
        }
    }

    private static void block(byte[] in, int at, float[] out, int to) {
        float d = LittleEndian.f16(in, at);
        float dmin = LittleEndian.f16(in, at + 2);
        for (int i = 0; i < 256; i++) {
            int low = in[at + 48 + i / 64 * 32 + i % 32] >> (i % 64 / 32 * 4) & 15;
            int high = in[at + 16 + i % 32] >> (i / 32) & 1;
            float scale = d * SixBitScales.scale(in, at + 4, i / 32);
            out[to + i] = scale * (low | high << 4) - dmin * SixBitScales.minimum(in, at + 4, i / 32);
        }
    }
}

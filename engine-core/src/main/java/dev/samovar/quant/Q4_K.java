package dev.samovar.quant;

/**
 * GGUF's four bits in superblocks of 256: {@code f16 d; f16 dmin; u8 scales[12]; u8 codes[128]}, value = d · scale · code −
 * dmin · minimum, with {@link SixBitScales} for each 32 values. Each 32 bytes of codes hold 32 low nibbles, then 32 high
 * ones.
 */
public record Q4_K() implements WeightFormat {
    @Override
    public String name() {
        return "Q4_K";
    }

    @Override
    public int blockElements() {
        return 256;
    }

    @Override
    public int blockBytes() {
        return 144;
    }

    @Override
    public GpuLayout layout() {
        return GpuLayout.Q4_MIN;
    }

    @Override
    public String wgsl() {
        return """
                fn code(row: u32, k: u32) -> u32 {
                  return (byte(row + k / 256 * 144 + 16 + k % 256 / 64 * 32 + k % 32) >> (k % 64 / 32 * 4)) & 15;
                }

                fn scale(row: u32, k: u32) -> f32 {
                  let block = row + k / 256 * 144;
                  return half(block) * f32(six_bits(block + 4, 0, k % 256 / 32));
                }

                fn minimum(row: u32, k: u32) -> f32 {
                  let block = row + k / 256 * 144;
                  return -half(block + 2) * f32(six_bits(block + 4, 4, k % 256 / 32));
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
            int code = in[at + 16 + i / 64 * 32 + i % 32] >> (i % 64 / 32 * 4) & 15;
            float scale = d * SixBitScales.scale(in, at + 4, i / 32);
            out[to + i] = scale * code - dmin * SixBitScales.minimum(in, at + 4, i / 32);
        }
    }
}

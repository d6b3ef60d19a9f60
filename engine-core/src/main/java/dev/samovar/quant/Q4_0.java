package dev.samovar.quant;

/**
 * GGUF's four bits with a scale: {@code f16 d; u8 codes[16]}, value = d · (code − 8). Byte j holds code j in its low and
 * code j + 16 in its high nibble.
 */
public record Q4_0() implements WeightFormat {
    @Override
    public String name() {
        return "Q4_0";
    }

    @Override
    public int blockElements() {
        return 32;
    }

    @Override
    public int blockBytes() {
        return 18;
    }

    @Override
    public GpuLayout layout() {
        return GpuLayout.Q4;
    }

    @Override
    public String wgsl() {
        return """
                fn code(row: u32, k: u32) -> u32 {
                  return (byte(row + k / 32 * 18 + 2 + k % 16) >> (k % 32 / 16 * 4)) & 15;
                }

                fn scale(row: u32, k: u32) -> f32 {
                  return half(row + k / 32 * 18);
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
        for (int j = 0; j < 16; j++) {
            int pair = in[at + 2 + j];
            out[to + j] = d * ((pair & 15) - 8);
            out[to + j + 16] = d * ((pair >> 4 & 15) - 8);
        }
    }
}

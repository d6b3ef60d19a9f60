package dev.samovar.quant;

/**
 * GGUF's four bits with scale and minimum: {@code f16 d; f16 m; u8 codes[16]}, value = d · code + m. Byte j holds code j
 * in its low and code j + 16 in its high nibble.
 */
public record Q4_1() implements WeightFormat {
    @Override
    public String name() {
        return "Q4_1";
    }

    @Override
    public int blockElements() {
        return 32;
    }

    @Override
    public int blockBytes() {
        return 20;
    }

    @Override
    public GpuLayout layout() {
        return GpuLayout.Q4_MIN;
    }

    @Override
    public String wgsl() {
        return """
                fn code(row: u32, k: u32) -> u32 {
                  return (byte(row + k / 32 * 20 + 4 + k % 16) >> (k % 32 / 16 * 4)) & 15;
                }

                fn scale(row: u32, k: u32) -> f32 {
                  return half(row + k / 32 * 20);
                }

                fn minimum(row: u32, k: u32) -> f32 {
                  return half(row + k / 32 * 20 + 2);
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
        float m = LittleEndian.f16(in, at + 2);
        for (int j = 0; j < 16; j++) {
            int pair = in[at + 4 + j];
            out[to + j] = d * (pair & 15) + m;
            out[to + j + 16] = d * (pair >> 4 & 15) + m;
        }
    }
}

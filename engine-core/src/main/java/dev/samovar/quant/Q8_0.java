package dev.samovar.quant;

/**
 * GGUF's eight bits with a scale: {@code f16 d; i8 codes[32]}, value = d · code.
 */
public record Q8_0() implements WeightFormat {
    @Override
    public String name() {
        return "Q8_0";
    }

    @Override
    public int blockElements() {
        return 32;
    }

    @Override
    public int blockBytes() {
        return 34;
    }

    @Override
    public GpuLayout layout() {
        return GpuLayout.Q8;
    }

    @Override
    public String wgsl() {
        return """
                fn code(row: u32, k: u32) -> i32 {
                  return signed_byte(row + k / 32 * 34 + 2 + k % 32);
                }

                fn scale(row: u32, k: u32) -> f32 {
                  return half(row + k / 32 * 34);
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
        for (int j = 0; j < 32; j++) {
            out[to + j] = d * in[at + 2 + j];
        }
    }
}

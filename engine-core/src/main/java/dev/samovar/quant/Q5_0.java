package dev.samovar.quant;

/**
 * GGUF's five bits with a scale: {@code f16 d; u32 high; u8 low[16]}, value = d · (code − 16). Low bits as in {@link Q4_0};
 * bit j of {@code high} is the fifth bit of code j.
 */
public record Q5_0() implements WeightFormat {
    @Override
    public String name() {
        return "Q5_0";
    }

    @Override
    public int blockElements() {
        return 32;
    }

    @Override
    public int blockBytes() {
        return 22;
    }

    @Override
    public GpuLayout layout() {
        return GpuLayout.Q8;
    }

    @Override
    public String wgsl() {
        return """
                fn code(row: u32, k: u32) -> i32 {
                  let block = row + k / 32 * 22;
                  let low = (byte(block + 6 + k % 16) >> (k % 32 / 16 * 4)) & 15;
                  let high = (byte(block + 2 + k % 32 / 8) >> (k % 8)) & 1;
                  return i32(low | (high << 4)) - 16;
                }

                fn scale(row: u32, k: u32) -> f32 {
                  return half(row + k / 32 * 22);
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
        int high = LittleEndian.i32(in, at + 2);
        for (int j = 0; j < 32; j++) {
            int low = in[at + 6 + j % 16] >> (j / 16 * 4) & 15;
            out[to + j] = d * ((low | (high >>> j & 1) << 4) - 16);
        }
    }
}

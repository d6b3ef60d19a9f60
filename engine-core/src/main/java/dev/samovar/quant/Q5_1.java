package dev.samovar.quant;

/**
 * GGUF's five bits with scale and minimum: {@code f16 d; f16 m; u32 high; u8 low[16]}, value = d · code + m. Codes as in
 * {@link Q5_0}. No GPU layout holds five bits and a minimum: values are rounded anew to eight bits, a finer step than
 * theirs.
 */
public record Q5_1() implements WeightFormat {
    @Override
    public String name() {
        return "Q5_1";
    }

    @Override
    public int blockElements() {
        return 32;
    }

    @Override
    public int blockBytes() {
        return 24;
    }

    @Override
    public GpuLayout layout() {
        return GpuLayout.Q8;
    }

    @Override
    public String wgsl() {
        return """
                fn value(row: u32, k: u32) -> f32 {
                  let block = row + k / 32 * 24;
                  let low = (byte(block + 8 + k % 16) >> (k % 32 / 16 * 4)) & 15;
                  let high = (byte(block + 4 + k % 32 / 8) >> (k % 8)) & 1;
                  return half(block) * f32(low | (high << 4)) + half(block + 2);
                }

                fn scale(row: u32, k: u32) -> f32 {
                  let block = row + k / 32 * 24;
                  let minimum = half(block + 2);
                  return max(abs(minimum), abs(half(block) * 31 + minimum)) / 127;
                }

                fn code(row: u32, k: u32) -> i32 {
                  return i32(round(value(row, k) / max(scale(row, k), 1e-30)));
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
        int high = LittleEndian.i32(in, at + 4);
        for (int j = 0; j < 32; j++) {
            int low = in[at + 8 + j % 16] >> (j / 16 * 4) & 15;
            out[to + j] = d * (low | (high >>> j & 1) << 4) + m;
        }
    }
}

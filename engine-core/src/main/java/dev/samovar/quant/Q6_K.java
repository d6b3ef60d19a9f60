package dev.samovar.quant;

/**
 * GGUF's six bits in superblocks of 256: {@code u8 low[128]; u8 high[64]; i8 scales[16]; f16 d}, value = d · scale ·
 * (code − 32) with a scale for each 16 values. Each half of 128 values has 64 bytes of low nibbles and 32 of upper bit
 * pairs: the j-th byte of the pairs serves values j, j + 32, j + 64 and j + 96 of the half, lowest bits first.
 */
public record Q6_K() implements WeightFormat {
    @Override
    public String name() {
        return "Q6_K";
    }

    @Override
    public int blockElements() {
        return 256;
    }

    @Override
    public int blockBytes() {
        return 210;
    }

    @Override
    public GpuLayout layout() {
        return GpuLayout.Q8;
    }

    @Override
    public int group() {
        return 16;
    }

    @Override
    public String wgsl() {
        return """
                fn code(row: u32, k: u32) -> i32 {
                  let block = row + k / 256 * 210;
                  let upper = k % 256 / 128;
                  let quarter = k % 128 / 32;
                  let low = (byte(block + upper * 64 + k % 64) >> (quarter / 2 * 4)) & 15;
                  let high = (byte(block + 128 + upper * 32 + k % 32) >> (quarter * 2)) & 3;
                  return i32((high << 4) | low) - 32;
                }

                fn scale(row: u32, k: u32) -> f32 {
                  let block = row + k / 256 * 210;
                  return half(block + 208) * f32(signed_byte(block + 192 + k % 256 / 16));
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
        float d = LittleEndian.f16(in, at + 208);
        for (int i = 0; i < 256; i++) {
            int half = i / 128;
            int quarter = i % 128 / 32; // of the half
            int low = in[at + half * 64 + i % 64] >> (quarter / 2 * 4) & 15;
            int high = in[at + 128 + half * 32 + i % 32] >> (quarter * 2) & 3;
            float scale = d * in[at + 192 + i / 16];
            out[to + i] = scale * ((high << 4 | low) - 32);
        }
    }
}

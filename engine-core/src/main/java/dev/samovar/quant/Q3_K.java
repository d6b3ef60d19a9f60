package dev.samovar.quant;

/**
 * GGUF's three bits in superblocks of 256: {@code u8 high[32]; u8 low[64]; u8 scales[12]; f16 d}, value = d · (scale − 32) ·
 * (code − 4) with a six-bit scale for each 16 values. Low bits as in {@link Q2_K}; bit g of byte j of {@code high} is the
 * third bit of value j of the g-th 32. Scale j has its low nibble in nibble j / 8 of byte j % 8, its upper bits in pair
 * j / 4 of byte 8 + j % 4.
 */
public record Q3_K() implements WeightFormat {
    @Override
    public String name() {
        return "Q3_K";
    }

    @Override
    public int blockElements() {
        return 256;
    }

    @Override
    public int blockBytes() {
        return 110;
    }

    @Override
    public GpuLayout layout() {
        return GpuLayout.Q4;
    }

    @Override
    public int group() {
        return 16;
    }

    @Override
    public String wgsl() {
        return """
                fn code(row: u32, k: u32) -> u32 {
                  let block = row + k / 256 * 110;
                  let low = (byte(block + 32 + k % 256 / 128 * 32 + k % 32) >> (k % 128 / 32 * 2)) & 3;
                  let high = (byte(block + k % 32) >> (k % 256 / 32)) & 1;
                  return (low | (high << 2)) + 4;
                }

                fn scale(row: u32, k: u32) -> f32 {
                  let block = row + k / 256 * 110;
                  let j = k % 256 / 16;
                  let low = (byte(block + 96 + j % 8) >> (j / 8 * 4)) & 15;
                  let high = (byte(block + 104 + j % 4) >> (j / 4 * 2)) & 3;
                  return half(block + 108) * f32(i32(low | (high << 4)) - 32);
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
        float d = LittleEndian.f16(in, at + 108);
        for (int i = 0; i < 256; i++) {
            int low = in[at + 32 + i / 128 * 32 + i % 32] >> (i % 128 / 32 * 2) & 3;
            int high = in[at + i % 32] >> (i / 32) & 1;
            out[to + i] = d * (scale(in, at + 96, i / 16) - 32) * ((low | high << 2) - 4);
        }
    }

    private static int scale(byte[] in, int at, int j) {
        int low = in[at + j % 8] >> (j / 8 * 4) & 15;
        int high = in[at + 8 + j % 4] >> (j / 4 * 2) & 3;
        return low | high << 4;
    }
}

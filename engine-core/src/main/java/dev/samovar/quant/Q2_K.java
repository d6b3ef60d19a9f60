package dev.samovar.quant;

/**
 * GGUF's two bits in superblocks of 256: {@code u8 scales[16]; u8 codes[64]; f16 d; f16 dmin}, value = d · scale · code −
 * dmin · minimum; each byte of scales holds a scale (low nibble) and a minimum for 16 values. Each 32 bytes of codes serve
 * 128 values: byte j those of j, j + 32, j + 64 and j + 96, lowest bits first.
 */
public record Q2_K() implements WeightFormat {
    @Override
    public String name() {
        return "Q2_K";
    }

    @Override
    public int blockElements() {
        return 256;
    }

    @Override
    public int blockBytes() {
        return 84;
    }

    @Override
    public GpuLayout layout() {
        return GpuLayout.Q4_MIN;
    }

    @Override
    public int group() {
        return 16;
    }

    @Override
    public String wgsl() {
        return """
                fn code(row: u32, k: u32) -> u32 {
                  return (byte(row + k / 256 * 84 + 16 + k % 256 / 128 * 32 + k % 32) >> (k % 128 / 32 * 2)) & 3;
                }

                fn scale(row: u32, k: u32) -> f32 {
                  let block = row + k / 256 * 84;
                  return half(block + 80) * f32(byte(block + k % 256 / 16) & 15);
                }

                fn minimum(row: u32, k: u32) -> f32 {
                  let block = row + k / 256 * 84;
                  return -half(block + 82) * f32(byte(block + k % 256 / 16) >> 4);
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
        float d = LittleEndian.f16(in, at + 80);
        float dmin = LittleEndian.f16(in, at + 82);
        for (int i = 0; i < 256; i++) {
            int code = in[at + 16 + i / 128 * 32 + i % 32] >> (i % 128 / 32 * 2) & 3;
            int scales = in[at + i / 16];
            float scale = d * (scales & 15);
            out[to + i] = scale * code - dmin * (scales >> 4 & 15);
        }
    }
}

package dev.samovar.quant;

/**
 * MLC's four bits (q4f16_1, q4f32_1), scale and codes of a group brought together: {@code f32 scale; u8 codes[16]}, value
 * = scale · (code − 7). Byte j holds code 2j in its low and code 2j + 1 in its high nibble. MLC writes codes up to 14; 15
 * counts as 14, as the GPU's layout has no value for it.
 */
public record MlcQ4() implements WeightFormat {
    @Override
    public String name() {
        return "MLC_Q4";
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
        return GpuLayout.Q4;
    }

    @Override
    public String wgsl() {
        return """
                fn code(row: u32, k: u32) -> u32 {
                  return min((byte(row + k / 32 * 20 + 4 + k % 32 / 2) >> (k % 2 * 4)) & 15, 14) + 1;
                }

                fn scale(row: u32, k: u32) -> f32 {
                  return bitcast<f32>(raw[row / 4 + k / 32 * 5]);
                }
                """;
    }

    @Override
    public void decode(byte[] in, int offset, float[] out, int outOffset, int blocks) {
        for (int i = 0; i < blocks * 32; i++) {
            int block = offset + i / 32 * 20;
            int code = in[block + 4 + i % 32 / 2] >> (i % 2 * 4) & 15;
            out[outOffset + i] = LittleEndian.f32(in, block) * (Math.min(code, 14) - 7);
        }
    }
}

package dev.samovar.quant;

/**
 * MLC's three bits (q3f16_1), eight codes with their scale: {@code f32 scale; u32 codes}, value = scale · (code − 3), code
 * j in bits 3j to 3j + 2. In the file forty values share a scale; blocks of eight fill rows of any model's width.
 */
public record MlcQ3() implements WeightFormat {
    @Override
    public String name() {
        return "MLC_Q3";
    }

    @Override
    public int blockElements() {
        return 8;
    }

    @Override
    public int blockBytes() {
        return 8;
    }

    @Override
    public GpuLayout layout() {
        return GpuLayout.F16; // groups of forty fit none of the groups on the GPU
    }

    @Override
    public String wgsl() {
        return """
                fn value(row: u32, k: u32) -> f32 {
                  let block = row / 4 + k / 8 * 2; // in words
                  let code = (raw[block + 1] >> (k % 8 * 3)) & 7;
                  return bitcast<f32>(raw[block]) * f32(i32(code) - 3);
                }
                """;
    }

    @Override
    public void decode(byte[] in, int offset, float[] out, int outOffset, int blocks) {
        for (int i = 0; i < blocks * 8; i++) {
            int block = offset + i / 8 * 8;
            int code = LittleEndian.i32(in, block + 4) >> (i % 8 * 3) & 7;
            out[outOffset + i] = LittleEndian.f32(in, block) * (code - 3);
        }
    }
}

package dev.samovar.quant;

/** IEEE single precision. */
public record F32() implements WeightFormat {
    @Override
    public String name() {
        return "F32";
    }

    @Override
    public int blockElements() {
        return 1;
    }

    @Override
    public int blockBytes() {
        return 4;
    }

    @Override
    public GpuLayout layout() {
        return GpuLayout.F32;
    }

    @Override
    public String wgsl() {
        return """
                fn value(row: u32, k: u32) -> f32 {
                  return bitcast<f32>(raw[row / 4 + k]);
                }
                """;
    }

    @Override
    public void decode(byte[] in, int offset, float[] out, int outOffset, int blocks) {
        for (int i = 0; i < blocks; i++) {
            out[outOffset + i] = LittleEndian.f32(in, offset + 4 * i);
        }
    }
}

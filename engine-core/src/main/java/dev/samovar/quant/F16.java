package dev.samovar.quant;

/** IEEE half precision. */
public record F16() implements WeightFormat {
    @Override
    public String name() {
        return "F16";
    }

    @Override
    public int blockElements() {
        return 1;
    }

    @Override
    public int blockBytes() {
        return 2;
    }

    @Override
    public GpuLayout layout() {
        return GpuLayout.F16;
    }

    @Override
    public String wgsl() {
        return """
                fn value(row: u32, k: u32) -> f32 {
                  return half(row + k * 2);
                }
                """;
    }

    @Override
    public void decode(byte[] in, int offset, float[] out, int outOffset, int blocks) {
        for (int i = 0; i < blocks; i++) {
            out[outOffset + i] = LittleEndian.f16(in, offset + 2 * i);
        }
    }
}

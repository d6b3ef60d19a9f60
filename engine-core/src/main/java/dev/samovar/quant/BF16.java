package dev.samovar.quant;

/** The upper half of an IEEE single. */
public record BF16() implements WeightFormat {
    @Override
    public String name() {
        return "BF16";
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
        return GpuLayout.F16; // eight bits of mantissa fit eleven; weights keep clear of its range
    }

    @Override
    public String wgsl() {
        return """
                fn value(row: u32, k: u32) -> f32 {
                  let at = row + k * 2;
                  return bitcast<f32>((byte(at) << 16) | (byte(at + 1) << 24));
                }
                """;
    }

    @Override
    public void decode(byte[] in, int offset, float[] out, int outOffset, int blocks) {
        for (int i = 0; i < blocks; i++) {
            out[outOffset + i] = Float.intBitsToFloat(LittleEndian.u16(in, offset + 2 * i) << 16);
        }
    }
}

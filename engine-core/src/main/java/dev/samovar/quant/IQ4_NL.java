package dev.samovar.quant;

/**
 * GGUF's four bits by a table: {@code f16 d; u8 codes[16]}, value = d · table[code]. Nibbles as in {@link Q4_0}.
 */
public record IQ4_NL() implements WeightFormat {
    /** Finer near zero, where weights are many. */
    static final byte[] TABLE = {-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

    @Override
    public String name() {
        return "IQ4_NL";
    }

    @Override
    public int blockElements() {
        return 32;
    }

    @Override
    public int blockBytes() {
        return 18;
    }

    @Override
    public GpuLayout layout() {
        return GpuLayout.Q8;
    }

    @Override
    public String wgsl() {
        return """
                fn code(row: u32, k: u32) -> i32 {
                  var table = array<i32, 16>(-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113);
                  return table[(byte(row + k / 32 * 18 + 2 + k % 16) >> (k % 32 / 16 * 4)) & 15];
                }

                fn scale(row: u32, k: u32) -> f32 {
                  return half(row + k / 32 * 18);
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
        for (int j = 0; j < 32; j++) {
            out[to + j] = d * TABLE[in[at + 2 + j % 16] >> (j / 16 * 4) & 15];
        }
    }
}

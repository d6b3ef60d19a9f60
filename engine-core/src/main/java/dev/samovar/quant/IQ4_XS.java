package dev.samovar.quant;

/**
 * GGUF's four bits by the table of {@link IQ4_NL} in superblocks of 256: {@code f16 d; u16 high; u8 low[4]; u8
 * codes[128]}, value = d · (scale − 32) · table[code] with a six-bit scale for each 32 values: scale j has its low nibble in
 * nibble j % 2 of byte j / 2 of {@code low}, its upper bits in pair j of {@code high}. Nibbles as in {@link Q4_0}.
 */
public record IQ4_XS() implements WeightFormat {
    @Override
    public String name() {
        return "IQ4_XS";
    }

    @Override
    public int blockElements() {
        return 256;
    }

    @Override
    public int blockBytes() {
        return 136;
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
                  return table[(byte(row + k / 256 * 136 + 8 + k % 256 / 32 * 16 + k % 16) >> (k % 32 / 16 * 4)) & 15];
                }

                fn scale(row: u32, k: u32) -> f32 {
                  let block = row + k / 256 * 136;
                  let j = k % 256 / 32;
                  let low = (byte(block + 4 + j / 2) >> (j % 2 * 4)) & 15;
                  let high = (byte(block + 2 + j / 4) >> (j % 4 * 2)) & 3;
                  return half(block) * f32(i32(low | (high << 4)) - 32);
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
        int upper = LittleEndian.u16(in, at + 2);
        for (int i = 0; i < 256; i++) {
            int j = i / 32;
            int low = in[at + 4 + j / 2] >> (j % 2 * 4) & 15;
            int high = upper >> (2 * j) & 3;
            int code = in[at + 8 + j * 16 + i % 16] >> (i % 32 / 16 * 4) & 15;
            out[to + i] = d * ((low | high << 4) - 32) * IQ4_NL.TABLE[code];
        }
    }
}

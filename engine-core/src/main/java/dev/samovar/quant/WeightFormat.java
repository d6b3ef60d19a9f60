package dev.samovar.quant;

/**
 * A number format of checkpoint files: rows of blocks of {@link #blockElements} values in {@link #blockBytes} bytes.
 * Implementations are one file each and hold everything that is known of the format: layout, Java decode, WGSL decode.
 */
public sealed interface WeightFormat
        permits F32,
                F16,
                BF16,
                Q4_0,
                Q4_1,
                Q5_0,
                Q5_1,
                Q8_0,
                Q2_K,
                Q3_K,
                Q4_K,
                Q5_K,
                Q6_K,
                IQ4_NL,
                IQ4_XS,
                MlcQ4,
                MlcQ3,
                QuantizedOnLoad,
                Unsupported {

    /** The format's name in its own world, such as {@code Q4_1} or {@code BF16}. */
    String name();

    int blockElements();

    int blockBytes();

    /** The GPU layout that holds this format's values (nearly) without loss. */
    GpuLayout layout();

    /** Values that share a scale in the GPU layout: 16 or 32. */
    default int group() {
        return 32;
    }

    /**
     * Decoding in WGSL, for the kernel that repacks: what column {@code k} holds of the row that starts at byte
     * {@code row} of {@code raw}. For 4-bit layouts {@code code -> u32}, {@code scale} and {@code minimum -> f32}; for
     * 8-bit ones {@code code -> i32} and {@code scale}; for floats {@code value -> f32}. Helpers: {@code byte(at)},
     * {@code signed_byte(at)}, {@code half(at)}. Of a transposed matrix {@code raw} holds columns; formats that take such
     * ones are given the place in each column for {@code row}, and find {@code job.transposed} to be 1.
     */
    String wgsl();

    /**
     * Decodes whole blocks.
     *
     * @param in the encoded bytes
     * @param offset first byte of the first block
     * @param out receives {@code blocks · blockElements} values from {@code outOffset}
     */
    void decode(byte[] in, int offset, float[] out, int outOffset, int blocks);

    /** Encoded size of {@code elements} values; {@code elements} must fill whole blocks. */
    default long bytes(long elements) {
        if (elements % blockElements() != 0) {
            throw new IllegalArgumentException(
                    name() + " holds " + blockElements() + " values a block, which do not divide " + elements);
        }
        return elements / blockElements() * blockBytes();
    }
}

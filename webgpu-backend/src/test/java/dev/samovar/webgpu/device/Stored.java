package dev.samovar.webgpu.device;

import dev.samovar.kernels.Numbers;

/** Activations as they lie in GPU memory. */
final class Stored {
    private static final float HALVES_UNIT = 1f / 64;

    private Stored() {}

    /** An even number of them where they are halves. */
    static int[] words(float[] values, Numbers numbers) {
        if (numbers == Numbers.FLOATS) {
            int[] words = new int[values.length];
            for (int i = 0; i < words.length; i++) {
                words[i] = Float.floatToRawIntBits(values[i]);
            }
            return words;
        }
        int[] words = new int[values.length / 2];
        for (int i = 0; i < words.length; i++) {
            words[i] = half(values[2 * i]) | half(values[2 * i + 1]) << 16;
        }
        return words;
    }

    private static int half(float value) {
        return Float.floatToFloat16(value * HALVES_UNIT) & 0xffff;
    }

    /** @param at counts numbers */
    static float number(int[] words, int at, Numbers numbers) {
        return switch (numbers) {
            case FLOATS -> Float.intBitsToFloat(words[at]);
            case HALVES -> Float.float16ToFloat((short) (words[at / 2] >> at % 2 * 16)) / HALVES_UNIT;
        };
    }
}

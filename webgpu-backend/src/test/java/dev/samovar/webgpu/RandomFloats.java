package dev.samovar.webgpu;

import java.util.Random;

/** Test data: the same numbers for the same seed. */
final class RandomFloats {
    private RandomFloats() {}

    /** Uniform in [−1, 1). */
    static float[] of(long seed, int count) {
        var random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() * 2 - 1;
        }
        return values;
    }

    static int[] words(float[] values) {
        int[] words = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            words[i] = Float.floatToRawIntBits(values[i]);
        }
        return words;
    }

    static float[] floats(int[] words) {
        float[] values = new float[words.length];
        for (int i = 0; i < words.length; i++) {
            values[i] = Float.intBitsToFloat(words[i]);
        }
        return values;
    }
}

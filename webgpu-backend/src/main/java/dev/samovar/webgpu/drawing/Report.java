package dev.samovar.webgpu.drawing;

import dev.samovar.kernels.DrawLikeliestKernel;
import dev.samovar.kernels.DrawWgsl;
import dev.samovar.sampling.LogProbabilities;
import java.util.Arrays;

/** Reads what {@link DrawLikeliestKernel} wrote. */
public final class Report {
    /** Words of a report. */
    public static final int WORDS = DrawLikeliestKernel.WORDS;

    private Report() {}

    /**
     * Log-probabilities of the drawn token and the likeliest ones.
     *
     * @param words that hold a report from {@code start}
     * @param most how many of the likeliest were asked for
     */
    public static LogProbabilities read(int[] words, int start, int most) {
        int first = start + 1;
        int count = 0;
        while (count < Math.min(most, DrawLikeliestKernel.MOST) && words[first + count] != DrawWgsl.NONE) {
            count++;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = Float.intBitsToFloat(words[first + DrawLikeliestKernel.MOST + i]);
        }
        return new LogProbabilities(
                Float.intBitsToFloat(words[start]), Arrays.copyOfRange(words, first, first + count), values);
    }
}

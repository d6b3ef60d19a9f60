package dev.samovar.sampling;

import java.util.Arrays;

/**
 * Nucleus sampling (arXiv:1904.09751): keeps the fewest likeliest tokens whose share of the weight reaches p, and any as
 * likely as the last of them. Shares are of what is still there after top-k. At least one token stays; 1 keeps all.
 */
final class TopP {
    private TopP() {}

    /** @param scores largest 0 */
    static void apply(float[] scores, float p) {
        if (p >= 1) {
            return;
        }
        float[] ascending = scores.clone();
        Arrays.sort(ascending);
        double total = 0;
        for (float score : ascending) {
            total += Math.exp(score);
        }
        double kept = 0;
        for (int i = ascending.length - 1; i >= 0; i--) {
            kept += Math.exp(ascending[i]);
            if (kept >= p * total) {
                Threshold.apply(scores, ascending[i]);
                return;
            }
        }
    }
}

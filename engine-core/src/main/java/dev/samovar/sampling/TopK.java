package dev.samovar.sampling;

import java.util.Arrays;

/** Keeps the k likeliest tokens, and any as likely as the k-th (as in Hugging Face). 0 keeps all. */
final class TopK {
    private TopK() {}

    static void apply(float[] scores, int k) {
        if (k > 0 && k < scores.length) {
            float[] ascending = scores.clone();
            Arrays.sort(ascending);
            Threshold.apply(scores, ascending[scores.length - k]);
        }
    }
}

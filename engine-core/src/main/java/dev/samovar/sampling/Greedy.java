package dev.samovar.sampling;

/** The likeliest token; among equals the lowest id. NaN is never likeliest. */
final class Greedy {
    private Greedy() {}

    /** The token, or {@link Sampler#NONE} when no logit is above −∞. */
    static int token(float[] logits) {
        int best = Sampler.NONE;
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < logits.length; i++) {
            if (logits[i] > largest) {
                best = i;
                largest = logits[i];
            }
        }
        return best;
    }
}

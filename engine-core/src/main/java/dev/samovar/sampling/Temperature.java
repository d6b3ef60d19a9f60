package dev.samovar.sampling;

/**
 * score = (logit − largest) / temperature. Taking the largest off leaves the distribution as it is, keeps tiny
 * temperatures finite, and lets the steps after it count on a largest score of 0.
 */
final class Temperature {
    private Temperature() {}

    static void apply(float[] logits, float temperature) {
        int best = Greedy.token(logits);
        if (best == Sampler.NONE) {
            return;
        }
        float largest = logits[best];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (logits[i] - largest) / temperature;
        }
    }
}

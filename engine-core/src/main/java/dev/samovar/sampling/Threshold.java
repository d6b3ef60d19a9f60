package dev.samovar.sampling;

/** What top-k, top-p and min-p come down to: scores below the least one kept are dropped. */
final class Threshold {
    private Threshold() {}

    static void apply(float[] scores, float least) {
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] < least) {
                scores[i] = Float.NEGATIVE_INFINITY;
            }
        }
    }
}

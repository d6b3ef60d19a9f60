package dev.samovar.sampling;

/** Drops tokens less likely than p times the likeliest (arXiv:2407.01082). 0 keeps all. */
final class MinP {
    private MinP() {}

    /** @param scores largest 0, so the likeliest weighs 1 */
    static void apply(float[] scores, float p) {
        if (p > 0) {
            Threshold.apply(scores, (float) Math.log(p));
        }
    }
}

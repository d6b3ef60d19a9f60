package dev.samovar.sampling;

/** Drops what a grammar forbids: tokens whose bit is 0. */
final class TokenMask {
    private TokenMask() {}

    /** @param allowed [⌈vocabulary / 32⌉] one bit a token, least significant first; empty allows all */
    static void apply(float[] logits, int[] allowed) {
        if (allowed.length == 0) {
            return;
        }
        for (int i = 0; i < logits.length; i++) {
            if ((allowed[i >>> 5] >>> (i & 31) & 1) == 0) {
                logits[i] = Float.NEGATIVE_INFINITY;
            }
        }
    }
}

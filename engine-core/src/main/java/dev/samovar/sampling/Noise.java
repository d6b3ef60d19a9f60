package dev.samovar.sampling;

/**
 * Counter-based Gumbel noise: token t with log-weight w(t) is drawn with probability ∝ exp(w(t)) when it has the largest
 * w(t) + noise(t) (the Gumbel-max trick). No state, no order: a draw is one argmax, on one thread or ten thousand.
 *
 * <p>The hash is PCG-RXS-M-XS-32 as in Jarzynski and Olano, "Hash Functions for GPU Rendering", JCGT 9(3), 2020.
 */
public final class Noise {
    private Noise() {}

    /** The part of the hash shared by all tokens of one draw; the GPU is given it as a number. */
    public static int key(long seed, int position) {
        return hash(hash(hash((int) seed) ^ (int) (seed >>> 32)) ^ position);
    }

    /** Standard Gumbel noise of {@code token}, from about −2.8 to 17.3. */
    public static double gumbel(int key, int token) {
        return -Math.log(-Math.log1p(-uniform(hash(key ^ hash(token)))));
    }

    /** (0, 1), on a grid of 2⁻²³ shifted by half a step: exact in a float. */
    private static double uniform(int bits) {
        return ((bits >>> 9) + 0.5) * 0x1p-23;
    }

    private static int hash(int value) {
        int state = value * 747796405 + (int) 2891336453L;
        int word = ((state >>> ((state >>> 28) + 4)) ^ state) * 277803737;
        return (word >>> 22) ^ word;
    }
}

package dev.samovar.sampling;

/** Draws a token with probability ∝ e^score: the largest score + {@link Noise#gumbel}, the lowest id among equals. */
final class Draw {
    private Draw() {}

    /**
     * @param scores −∞ and NaN are never drawn
     * @param key of the noise
     * @return the token, or {@link Sampler#NONE}
     */
    static int token(float[] scores, int key) {
        int drawn = Sampler.NONE;
        double largest = Double.NEGATIVE_INFINITY;
        for (int token = 0; token < scores.length; token++) {
            double noisy = scores[token] + Noise.gumbel(key, token);
            if (noisy > largest) {
                largest = noisy;
                drawn = token;
            }
        }
        return drawn;
    }
}

package dev.samovar.sampling;

/** Draws tokens on the CPU: what the GPU's sampling must equal. */
public final class Sampler {
    private Sampler() {}

    /**
     * Draws one token.
     *
     * @param logits [vocabulary], as the model gave them; not changed
     * @param seen tokens that the penalties count, with repeats
     * @param allowed one bit a token, least significant first; empty allows all
     * @param position the drawn token's own position in its sequence
     */
    public static int draw(float[] logits, SamplerSettings settings, int[] seen, int[] allowed, int position) {
        float[] changed = logits.clone();
        Penalties.apply(changed, settings, seen, allowed);
        if (settings.temperature() == 0) {
            return largest(changed);
        }
        float least = Cut.least(changed, settings);
        int key = Noise.key(settings.seed(), position);
        int drawn = -1;
        double best = Double.NEGATIVE_INFINITY;
        for (int token = 0; token < changed.length; token++) {
            if (changed[token] >= least && changed[token] > Float.NEGATIVE_INFINITY) {
                double score = changed[token] / settings.temperature() + Noise.gumbel(key, token);
                if (score > best) {
                    best = score;
                    drawn = token;
                }
            }
        }
        return drawn < 0 ? largest(changed) : drawn;
    }

    private static int largest(float[] logits) {
        int largest = 0;
        for (int token = 1; token < logits.length; token++) {
            if (logits[token] > logits[largest]) {
                largest = token;
            }
        }
        return largest;
    }
}

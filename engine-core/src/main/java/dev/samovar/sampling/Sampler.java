package dev.samovar.sampling;

/**
 * Draws tokens on the CPU: what the GPU's sampling must equal. The steps, in order; each works on what the one before
 * left, and a dropped token has the logit −∞:
 *
 * <ol>
 *   <li>{@link Penalties}: repetition, frequency, presence, over the tokens seen;
 *   <li>{@link LogitBias};
 *   <li>{@link TokenMask}: what the grammar forbids is dropped;
 *   <li>at temperature 0: {@link Greedy}, and no further step;
 *   <li>{@link Temperature}: logits become (logit − largest) / temperature, so the largest is 0;
 *   <li>{@link TopK}, {@link TopP}, {@link MinP};
 *   <li>{@link Draw}: a token with probability ∝ e^score, decided by the seed and the token's position.
 * </ol>
 *
 * <p>The tokens seen are those of the sequence from its first generated token to the one before the token drawn; the
 * prompt does not count.
 */
public final class Sampler {
    /** Drawn when no token is left: all logits are NaN or −∞. */
    public static final int NONE = -1;

    private Sampler() {}

    /**
     * Draws one token.
     *
     * @param logits [vocabulary], as the model gave them; not changed
     * @param seen tokens that the penalties count, with repeats
     * @param allowed one bit a token, least significant first; empty allows all
     * @param position the drawn token's own position in its sequence
     * @return the token, or {@link #NONE}
     */
    public static int draw(float[] logits, SamplerSettings settings, int[] seen, int[] allowed, int position) {
        float[] scores = scores(logits, settings, seen, allowed);
        return settings.temperature() == 0
                ? Greedy.token(scores)
                : Draw.token(scores, Noise.key(settings.seed(), position));
    }

    /** What a token is drawn from: a weight of e^score each, −∞ where dropped; when greedy, the logits of step 4. */
    public static float[] scores(float[] logits, SamplerSettings settings, int[] seen, int[] allowed) {
        float[] scores = logits.clone();
        Penalties.apply(scores, settings, seen);
        LogitBias.apply(scores, settings.logitBias());
        TokenMask.apply(scores, allowed);
        if (settings.temperature() != 0) {
            Temperature.apply(scores, settings.temperature());
            TopK.apply(scores, settings.topK());
            TopP.apply(scores, settings.topP());
            MinP.apply(scores, settings.minP());
        }
        return scores;
    }
}

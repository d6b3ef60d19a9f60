package dev.samovar.sampling;

/**
 * Makes seen tokens less likely. For a token seen count ≥ 1 times, first the repetition penalty r of CTRL
 * (arXiv:1909.05858, as in Hugging Face): logit / r where the logit is positive, logit · r otherwise, once whatever the
 * count; then OpenAI's: logit − count · frequency − presence.
 */
final class Penalties {
    private Penalties() {}

    /** @param seen tokens that count, with repeats */
    static void apply(float[] logits, SamplerSettings settings, int[] seen) {
        int[] counts = new int[logits.length];
        for (int token : seen) {
            counts[token]++;
        }
        for (int token : seen) {
            if (counts[token] > 0) {
                logits[token] = penalised(logits[token], counts[token], settings);
                counts[token] = 0;
            }
        }
    }

    private static float penalised(float logit, int count, SamplerSettings settings) {
        float repeated = logit > 0 ? logit / settings.repetitionPenalty() : logit * settings.repetitionPenalty();
        return repeated - count * settings.frequencyPenalty() - settings.presencePenalty();
    }
}

package dev.samovar.sampling;

import java.util.Map;

/** What earlier tokens and the request do to the logits before a token is drawn. */
final class Penalties {
    private Penalties() {}

    /**
     * Changes {@code logits} [vocabulary] in place.
     *
     * @param seen tokens that count, with repeats
     * @param allowed one bit a token, least significant first; empty allows all
     */
    static void apply(float[] logits, SamplerSettings settings, int[] seen, int[] allowed) {
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
        for (Map.Entry<Integer, Float> bias : settings.logitBias().entrySet()) {
            logits[bias.getKey()] += bias.getValue();
        }
        for (int token = 0; token < logits.length && allowed.length > 0; token++) {
            if ((allowed[token / 32] >>> token % 32 & 1) == 0) {
                logits[token] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    private static float penalised(float logit, int count, SamplerSettings settings) {
        float repeated = logit > 0 ? logit / settings.repetitionPenalty() : logit * settings.repetitionPenalty();
        return repeated - count * settings.frequencyPenalty() - settings.presencePenalty();
    }
}

package dev.samovar.sampling;

import java.util.Map;

/** Adds to the logits of chosen tokens; tokens beyond the vocabulary are ignored. */
final class LogitBias {
    private LogitBias() {}

    static void apply(float[] logits, Map<Integer, Float> bias) {
        bias.forEach((token, amount) -> {
            if (token >= 0 && token < logits.length) {
                logits[token] += amount;
            }
        });
    }
}

package dev.samovar.sampling;

import java.util.Map;

/**
 * How tokens are drawn; {@link Sampler} says in which order this applies.
 *
 * @param temperature 0 is greedy
 * @param topK tokens kept; 0 keeps all
 * @param topP probability mass kept, in (0, 1]
 * @param minP tokens below this share of the likeliest are dropped, in [0, 1]
 * @param repetitionPenalty logits of seen tokens are divided (positive) or multiplied (negative) by it; 1 is none
 * @param frequencyPenalty subtracted for each time a token was seen
 * @param presencePenalty subtracted once for a token seen
 * @param logitBias added to the logits of these tokens
 * @param seed of the draw at each position; the same seed gives the same text
 */
public record SamplerSettings(
        float temperature,
        int topK,
        float topP,
        float minP,
        float repetitionPenalty,
        float frequencyPenalty,
        float presencePenalty,
        Map<Integer, Float> logitBias,
        long seed) {

    public SamplerSettings {
        logitBias = Map.copyOf(logitBias);
    }

    /** The likeliest token, always. */
    public static SamplerSettings greedy() {
        return new SamplerSettings(0, 0, 1, 0, 1, 0, 0, Map.of(), 0);
    }
}

package dev.samovar.chat;

import dev.samovar.api.Generation;
import dev.samovar.engine.ApiException;
import dev.samovar.sampling.LogProbabilities;
import dev.samovar.sampling.SamplerSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A request's sampling fields as the sampler's settings. */
final class Sampling {
    private Sampling() {}

    /**
     * @param defaults of the model, for what the request leaves open
     * @param seed for a request without one
     * @param vocabulary one more than the largest token id
     */
    static SamplerSettings settings(Generation request, SamplerSettings defaults, long seed, int vocabulary) {
        return new SamplerSettings(
                real(request.temperature(), defaults.temperature()),
                request.topK().map(Long::intValue).orElse(defaults.topK()),
                real(request.topP(), defaults.topP()),
                real(request.minP(), defaults.minP()),
                real(request.repetitionPenalty(), defaults.repetitionPenalty()),
                real(request.frequencyPenalty(), defaults.frequencyPenalty()),
                real(request.presencePenalty(), defaults.presencePenalty()),
                bias(request.logitBias(), vocabulary),
                request.seed().orElse(seed));
    }

    /** @param stated by the names of a request's fields; the rest is {@link ChatModel#PLAIN} */
    static SamplerSettings defaults(Map<String, Double> stated) {
        SamplerSettings plain = ChatModel.PLAIN;
        return new SamplerSettings(
                real(stated, "temperature", plain.temperature()),
                (int) real(stated, "top_k", plain.topK()),
                real(stated, "top_p", plain.topP()),
                real(stated, "min_p", plain.minP()),
                real(stated, "repetition_penalty", plain.repetitionPenalty()),
                real(stated, "frequency_penalty", plain.frequencyPenalty()),
                real(stated, "presence_penalty", plain.presencePenalty()),
                plain.logitBias(),
                plain.seed());
    }

    private static float real(Map<String, Double> stated, String field, float fallback) {
        Double value = stated.get(field);
        return value == null ? fallback : value.floatValue();
    }

    private static float real(Optional<Double> value, float fallback) {
        return value.map(Double::floatValue).orElse(fallback);
    }

    private static Map<Integer, Float> bias(Map<Integer, Double> request, int vocabulary) {
        Map<Integer, Float> bias = new LinkedHashMap<>();
        request.forEach((token, value) -> {
            if (token >= vocabulary) {
                throw ApiException.invalid(
                        "logit_bias." + token,
                        "Token id " + token + " is beyond the vocabulary of " + vocabulary + ".");
            }
            bias.put(token, value.floatValue());
        });
        return bias;
    }

    /** How many log-probabilities to ask the engine for. */
    static int logProbabilities(Generation request) {
        return request.logprobs() ? request.topLogprobs().map(Long::intValue).orElse(0) : LogProbabilities.OFF;
    }
}

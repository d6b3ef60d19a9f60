package dev.samovar.api;

import dev.samovar.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an answer is drawn and when it ends: what chat and plain completions have in common. What is absent, the model's
 * own defaults decide.
 *
 * @param temperature 0 (greedy) to 2
 * @param topP in [0, 1]
 * @param topK tokens kept; 0 keeps all (not OpenAI's)
 * @param minP in [0, 1] (not OpenAI's)
 * @param repetitionPenalty above 0; 1 is none (not OpenAI's)
 * @param frequencyPenalty -2 to 2
 * @param presencePenalty -2 to 2
 * @param logitBias token id to bias, -100 to 100
 * @param maxTokens most tokens of the answer; {@code max_completion_tokens} is the newer spelling
 * @param stop strings that end the answer and are not part of it
 * @param logprobs whether log-probabilities of the tokens are wanted
 * @param topLogprobs how many rivals to list with each token, 0 to 20
 * @param returnTokenIds whether the answer tells its tokens' ids (not OpenAI's)
 * @param ignoreEos whether the model's end tokens do not end the answer
 */
public record Generation(
        Optional<Double> temperature,
        Optional<Double> topP,
        Optional<Long> topK,
        Optional<Double> minP,
        Optional<Double> repetitionPenalty,
        Optional<Double> frequencyPenalty,
        Optional<Double> presencePenalty,
        Map<Integer, Double> logitBias,
        Optional<Long> seed,
        Optional<Long> maxTokens,
        List<String> stop,
        boolean logprobs,
        Optional<Long> topLogprobs,
        boolean returnTokenIds,
        boolean ignoreEos) {
    static Generation read(Fields fields) {
        boolean logprobs = fields.flag("logprobs", false);
        Optional<Long> topLogprobs = fields.integer("top_logprobs", 0, 20);
        if (topLogprobs.isPresent() && !logprobs) {
            throw Invalid.unsupported("top_logprobs", "'top_logprobs' needs 'logprobs' to be true.");
        }
        return new Generation(
                fields.number("temperature", 0, 2),
                fields.number("top_p", 0, 1),
                fields.integer("top_k", 0, Integer.MAX_VALUE),
                fields.number("min_p", 0, 1),
                fields.number("repetition_penalty", 1e-3, 1e3),
                fields.number("frequency_penalty", -2, 2),
                fields.number("presence_penalty", -2, 2),
                LogitBias.read(fields),
                fields.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE),
                fields.integer("max_completion_tokens", 1, Integer.MAX_VALUE)
                        .or(() -> fields.integer("max_tokens", 1, Integer.MAX_VALUE)),
                Stop.read(fields),
                logprobs,
                topLogprobs,
                fields.flag("return_token_ids", false),
                fields.flag("ignore_eos", false));
    }

    void write(ObjectBuilder out) {
        out.putNumber("temperature", temperature)
                .putNumber("top_p", topP)
                .putInteger("top_k", topK)
                .putNumber("min_p", minP)
                .putNumber("repetition_penalty", repetitionPenalty)
                .putNumber("frequency_penalty", frequencyPenalty)
                .putNumber("presence_penalty", presencePenalty)
                .put("logit_bias", LogitBias.write(logitBias))
                .putInteger("seed", seed)
                .putInteger("max_tokens", maxTokens)
                .putList("stop", stop, Json.Str::new)
                .putFlag("logprobs", logprobs)
                .putInteger("top_logprobs", topLogprobs)
                .putFlag("return_token_ids", returnTokenIds)
                .putFlag("ignore_eos", ignoreEos);
    }
}

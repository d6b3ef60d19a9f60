package dev.samovar.api;

import dev.samovar.json.Json;

/**
 * What an answer cost; {@code extra} has WebLLM's names.
 *
 * @param cachedTokens of the prompt, that were not computed again
 */
public record Usage(long promptTokens, long completionTokens, long cachedTokens, Extra extra) {

    /** Seconds, and tokens a second. */
    public record Extra(
            double endToEndLatency,
            double prefillTokensPerSecond,
            double decodeTokensPerSecond,
            double timeToFirstToken,
            double timePerOutputToken) {

        Json.Obj write() {
            return new ObjectBuilder()
                    .put("e2e_latency_s", endToEndLatency)
                    .put("prefill_tokens_per_s", prefillTokensPerSecond)
                    .put("decode_tokens_per_s", decodeTokensPerSecond)
                    .put("time_to_first_token_s", timeToFirstToken)
                    .put("time_per_output_token_s", timePerOutputToken)
                    .build();
        }
    }

    /**
     * From clock readings in seconds.
     *
     * @param submitted when the request came
     * @param started when it left the queue
     * @param firstToken when its first token was there
     * @param ended when its last one was
     */
    public static Usage of(
            long promptTokens,
            long completionTokens,
            long cachedTokens,
            double submitted,
            double started,
            double firstToken,
            double ended) {
        double decode = ended - firstToken;
        return new Usage(
                promptTokens,
                completionTokens,
                cachedTokens,
                new Extra(
                        ended - submitted,
                        rate(promptTokens - cachedTokens, firstToken - started),
                        rate(completionTokens - 1, decode),
                        firstToken - submitted,
                        completionTokens > 1 ? decode / (completionTokens - 1) : 0));
    }

    private static double rate(long tokens, double seconds) {
        return tokens > 0 && seconds > 0 ? tokens / seconds : 0;
    }

    Json.Obj write() {
        return new ObjectBuilder()
                .put("prompt_tokens", promptTokens)
                .put("completion_tokens", completionTokens)
                .put("total_tokens", promptTokens + completionTokens)
                .put(
                        "prompt_tokens_details",
                        new ObjectBuilder().put("cached_tokens", cachedTokens).build())
                .put("extra", extra.write())
                .build();
    }
}

package dev.samovar.schedule;

import dev.samovar.sampling.SamplerSettings;
import java.util.Optional;

/**
 * A sequence to run.
 *
 * @param prompt token ids, at least one
 * @param limit most tokens of the sequence, prompt included
 * @param logProbabilities how many of the likeliest tokens to report with each token; see
 *     {@link dev.samovar.sampling.LogProbabilities#OFF}
 */
public record Request(
        int[] prompt,
        int limit,
        SamplerSettings sampler,
        int logProbabilities,
        Optional<TokenConstraint> constraint,
        TokenSink sink) {

    public Request {
        if (prompt.length == 0 || limit <= prompt.length) {
            throw new IllegalArgumentException(
                    "a sequence needs a prompt and room after it, not " + prompt.length + " tokens of " + limit);
        }
    }
}

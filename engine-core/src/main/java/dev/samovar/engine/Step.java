package dev.samovar.engine;

import dev.samovar.program.Batch;
import dev.samovar.sampling.LogProbabilities;
import dev.samovar.sampling.SamplerSettings;
import java.util.List;

/**
 * One step for a device: the rows to run and, for each of {@code batch.logitRows}, how to draw the next token.
 *
 * @param draws one for each logit row
 */
public record Step(Batch batch, List<Draw> draws) {
    public Step {
        draws = List.copyOf(draws);
    }

    /**
     * How one logit row becomes a token, as {@link dev.samovar.sampling.Sampler} defines it. The token drawn counts as
     * that of the row's sequence at position + 1.
     *
     * @param penaltyStart first position whose tokens the penalties count (the first generated one)
     * @param allowed one bit a token, least significant first, for grammars; empty allows all
     * @param logProbabilities how many of the likeliest tokens to report with their log-probabilities, besides the
     *     chosen one's; {@link LogProbabilities#OFF} reports nothing
     * @param wantLogits whether the row's logits shall come back too (checks, host-side logit processors)
     */
    public record Draw(
            SamplerSettings settings, int penaltyStart, int[] allowed, int logProbabilities, boolean wantLogits) {}
}

package dev.samovar.engine;

import dev.samovar.program.Batch;
import dev.samovar.sampling.SamplerSettings;
import java.util.List;

/**
 * One step for a device: the rows to run and, for each of {@code batch.logitRows}, how to draw the next token.
 *
 * @param draws one for each logit row
 */
public record Step(Batch batch, List<Draw> draws) {

    /**
     * How one logit row becomes a token. The token drawn counts as that of the row's sequence at position + 1.
     *
     * @param penaltyStart first position whose tokens the penalties count (the first generated one)
     * @param allowed one bit a token, least significant first, for grammars; empty allows all
     * @param wantLogits whether the row's logits shall come back too (checks and log-probabilities)
     */
    public record Draw(SamplerSettings settings, int penaltyStart, int[] allowed, boolean wantLogits) {}
}

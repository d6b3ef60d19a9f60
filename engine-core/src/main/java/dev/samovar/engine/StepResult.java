package dev.samovar.engine;

import dev.samovar.sampling.LogProbabilities;
import java.util.List;
import java.util.Optional;

/** What came of one step: a token for each of its draws, in order. */
public record StepResult(List<Drawn> drawn) {

    /**
     * @param token the token, or {@link dev.samovar.sampling.Sampler#NONE} when none could be drawn: all logits NaN or
     *     forbidden
     * @param logProbabilities present when the draw asked for them
     * @param logits [vocabulary] before penalties and temperature, or empty when not asked for
     */
    public record Drawn(int token, Optional<LogProbabilities> logProbabilities, float[] logits) {}
}

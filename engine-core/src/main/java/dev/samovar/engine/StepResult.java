package dev.samovar.engine;

import java.util.List;

/** What came of one step: a token for each of its draws, in order. */
public record StepResult(List<Drawn> drawn) {

    /**
     * @param logits [vocabulary] before penalties and temperature, or empty when not asked for
     */
    public record Drawn(int token, float[] logits) {}
}

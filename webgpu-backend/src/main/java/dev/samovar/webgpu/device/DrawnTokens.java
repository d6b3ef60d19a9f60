package dev.samovar.webgpu.device;

import dev.samovar.engine.Step;
import dev.samovar.engine.StepResult;
import dev.samovar.program.Batch;
import dev.samovar.sampling.LogProbabilities;
import dev.samovar.sampling.Sampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Draws tokens on the host from logits read back, remembering every sequence's tokens for the penalties. */
final class DrawnTokens {
    private final int[][] tokens; // [sequence][position]

    DrawnTokens(int sequences, int positions) {
        tokens = new int[sequences][positions + 1];
    }

    /** Learns the step's tokens. */
    void submitted(Batch batch) {
        for (int t = 0; t < batch.rows(); t++) {
            if (batch.tokens()[t] != Batch.FROM_DEVICE) {
                tokens[batch.sequences()[t]][batch.positions()[t]] = batch.tokens()[t];
            }
        }
    }

    /** @param words the logits of each draw, one after the other, as float bits */
    StepResult draw(Step step, int[] words) {
        int vocabulary = words.length / Math.max(1, step.draws().size());
        List<StepResult.Drawn> drawn = new ArrayList<>();
        for (int i = 0; i < step.draws().size(); i++) {
            float[] logits = new float[vocabulary];
            for (int j = 0; j < vocabulary; j++) {
                logits[j] = Float.intBitsToFloat(words[i * vocabulary + j]);
            }
            drawn.add(
                    draw(step.draws().get(i), logits, step.batch(), step.batch().logitRows()[i]));
        }
        return new StepResult(drawn);
    }

    private StepResult.Drawn draw(Step.Draw draw, float[] logits, Batch batch, int row) {
        int[] sequence = tokens[batch.sequences()[row]];
        int position = batch.positions()[row] + 1;
        int[] seen = Arrays.copyOfRange(sequence, Math.min(draw.penaltyStart(), position), position);
        int token = Sampler.draw(logits, draw.settings(), seen, draw.allowed(), position);
        sequence[position] = Math.max(0, token);
        Optional<LogProbabilities> logProbabilities =
                draw.logProbabilities() == LogProbabilities.OFF || token == Sampler.NONE
                        ? Optional.empty()
                        : Optional.of(LogProbabilities.of(logits, token, draw.logProbabilities()));
        return new StepResult.Drawn(token, logProbabilities, draw.wantLogits() ? logits : new float[0]);
    }
}

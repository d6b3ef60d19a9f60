package dev.samovar.webgpu.device;

import dev.samovar.engine.Step;
import dev.samovar.engine.StepResult;
import dev.samovar.sampling.LogProbabilities;
import dev.samovar.sampling.Sampler;
import dev.samovar.webgpu.BufferRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** What a step brings back: a word a draw, and logits where they were asked for. */
final class StepReadings {
    private StepReadings() {}

    /**
     * What to read.
     *
     * @param drawn tokens of the draws
     * @param logits of a draw
     */
    static List<BufferRange> ranges(Step step, BufferRange drawn, IntFunction<BufferRange> logits) {
        List<BufferRange> ranges = new ArrayList<>();
        if (!step.draws().isEmpty()) {
            ranges.add(drawn);
        }
        for (int i = 0; i < step.draws().size(); i++) {
            if (needsLogits(step.draws().get(i))) {
                ranges.add(logits.apply(i));
            }
        }
        return ranges;
    }

    private static boolean needsLogits(Step.Draw draw) {
        return draw.wantLogits() || draw.logProbabilities() != LogProbabilities.OFF;
    }

    /** @param words of the ranges, one after the other */
    static StepResult result(Step step, int[] words, int vocabulary) {
        List<StepResult.Drawn> drawn = new ArrayList<>();
        int next = step.draws().size();
        for (int i = 0; i < step.draws().size(); i++) {
            var draw = step.draws().get(i);
            float[] logits = {};
            if (needsLogits(draw)) {
                logits = floats(words, next, vocabulary);
                next += vocabulary;
            }
            drawn.add(new StepResult.Drawn(
                    words[i], logProbabilities(draw, words[i], logits), draw.wantLogits() ? logits : new float[0]));
        }
        return new StepResult(drawn);
    }

    private static float[] floats(int[] words, int start, int count) {
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = Float.intBitsToFloat(words[start + i]);
        }
        return floats;
    }

    private static Optional<LogProbabilities> logProbabilities(Step.Draw draw, int token, float[] logits) {
        return draw.logProbabilities() == LogProbabilities.OFF || token == Sampler.NONE
                ? Optional.empty()
                : Optional.of(LogProbabilities.of(logits, token, draw.logProbabilities()));
    }
}

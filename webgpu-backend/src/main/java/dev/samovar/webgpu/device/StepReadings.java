package dev.samovar.webgpu.device;

import dev.samovar.engine.Step;
import dev.samovar.engine.StepResult;
import dev.samovar.sampling.LogProbabilities;
import dev.samovar.sampling.Sampler;
import dev.samovar.webgpu.BufferRange;
import dev.samovar.webgpu.drawing.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** What a step brings back: a word a draw, then log-probabilities and logits where a draw asks for them. */
final class StepReadings {
    private StepReadings() {}

    /**
     * What to read.
     *
     * @param drawn tokens of the draws
     * @param report log-probabilities of a draw
     * @param logits of a draw
     */
    static List<BufferRange> ranges(
            Step step, BufferRange drawn, IntFunction<BufferRange> report, IntFunction<BufferRange> logits) {
        List<BufferRange> ranges = new ArrayList<>();
        if (!step.draws().isEmpty()) {
            ranges.add(drawn);
        }
        for (int i = 0; i < step.draws().size(); i++) {
            if (reports(step.draws().get(i))) {
                ranges.add(report.apply(i));
            }
            if (step.draws().get(i).wantLogits()) {
                ranges.add(logits.apply(i));
            }
        }
        return ranges;
    }

    private static boolean reports(Step.Draw draw) {
        return draw.logProbabilities() != LogProbabilities.OFF;
    }

    /** @param words of the ranges, one after the other */
    static StepResult result(Step step, int[] words, int vocabulary) {
        List<StepResult.Drawn> drawn = new ArrayList<>();
        int next = step.draws().size();
        for (int i = 0; i < step.draws().size(); i++) {
            var draw = step.draws().get(i);
            Optional<LogProbabilities> report = Optional.empty();
            if (reports(draw)) {
                report = words[i] == Sampler.NONE
                        ? Optional.empty()
                        : Optional.of(Report.read(words, next, draw.logProbabilities()));
                next += Report.WORDS;
            }
            float[] logits = {};
            if (draw.wantLogits()) {
                logits = floats(words, next, vocabulary);
                next += vocabulary;
            }
            drawn.add(new StepResult.Drawn(words[i], report, logits));
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
}

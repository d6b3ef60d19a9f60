package dev.samovar.engine;

import dev.samovar.program.Batch;
import dev.samovar.sampling.LogProbabilities;
import dev.samovar.sampling.SamplerSettings;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Runs tokens through a device and takes the logits after each: for checks against a reference. */
final class Evaluation {
    private static final int[] ALL_ALLOWED = {};

    private final Device device;
    private final int maxRows;

    Evaluation(Device device, int maxRows) {
        this.device = device;
        this.maxRows = maxRows;
    }

    /** Tells T rows [vocabulary]. Overwrites the first pages of the cache; nothing else may be outstanding. */
    void logits(int[] tokens, LogitListener told) {
        int[] pages = IntStream.rangeClosed(0, (tokens.length - 1) / Batch.PAGE).toArray();
        int done = 0;
        for (int from = 0; from < tokens.length; from += maxRows) {
            int to = Math.min(from + maxRows, tokens.length);
            device.submit(step(tokens, from, to, pages));
            while (done < to) {
                for (StepResult result : device.arrived()) {
                    for (StepResult.Drawn drawn : result.drawn()) { // no lambda: who is told may suspend
                        told.logits(drawn.logits());
                    }
                    done += result.drawn().size();
                }
            }
        }
    }

    /** A step of some tokens from a position on; one more is greedily drawn after the last. */
    static Step step(int position, int rows) {
        int end = position + rows;
        var batch = new Batch(
                new int[rows],
                IntStream.range(position, end).toArray(),
                new int[rows],
                List.of(IntStream.rangeClosed(0, (end - 1) / Batch.PAGE).toArray()),
                new int[] {rows - 1});
        return new Step(
                batch,
                List.of(new Step.Draw(SamplerSettings.greedy(), position, ALL_ALLOWED, LogProbabilities.OFF, false)));
    }

    private static Step step(int[] tokens, int from, int to, int[] pages) {
        int rows = to - from;
        var batch = new Batch(
                Arrays.copyOfRange(tokens, from, to),
                IntStream.range(from, to).toArray(),
                new int[rows],
                List.of(pages),
                IntStream.range(0, rows).toArray());
        var draw = new Step.Draw(SamplerSettings.greedy(), tokens.length, ALL_ALLOWED, LogProbabilities.OFF, true);
        return new Step(batch, Collections.nCopies(rows, draw));
    }
}

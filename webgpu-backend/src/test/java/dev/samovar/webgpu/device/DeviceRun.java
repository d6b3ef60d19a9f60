package dev.samovar.webgpu.device;

import dev.samovar.engine.Device;
import dev.samovar.engine.Step;
import dev.samovar.engine.StepResult;
import dev.samovar.program.Batch;
import dev.samovar.sampling.LogProbabilities;
import dev.samovar.sampling.SamplerSettings;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** One sequence on a device, fed in chunks of any size. */
final class DeviceRun {
    private final Device device;
    private final int pages;
    private int position;

    DeviceRun(Device device, int pages) {
        this.device = device;
        this.pages = pages;
    }

    /** Runs these tokens; results for each of them when {@code all}, else for the last. */
    List<StepResult.Drawn> feed(boolean all, int... tokens) {
        int start = position;
        position += tokens.length;
        int[] logitRows = all ? IntStream.range(0, tokens.length).toArray() : new int[] {tokens.length - 1};
        var batch = new Batch(
                tokens,
                IntStream.range(start, position).toArray(),
                new int[tokens.length],
                List.of(IntStream.range(0, pages).map(i -> pages - 1 - i).toArray()), // pages lie anywhere
                logitRows);
        var draw = new Step.Draw(SamplerSettings.greedy(), 0, new int[0], LogProbabilities.OFF, all);
        device.submit(new Step(batch, Collections.nCopies(logitRows.length, draw)));
        return device.arrived().get(0).drawn();
    }
}

package dev.samovar.webgpu.drawing;

import dev.samovar.engine.Step;
import dev.samovar.kernels.DrawWgsl;
import dev.samovar.kernels.KernelSource;
import dev.samovar.program.Batch;
import dev.samovar.webgpu.BufferRange;
import dev.samovar.webgpu.Dispatch;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.GpuBuffer;
import java.util.List;

/** Turns a step's logits into tokens. */
public final class Drawing {
    private final Gpu gpu;
    private final DrawSize size;
    private final GpuBuffer draws;
    private final GpuBuffer data;
    private final GpuBuffer drawn;
    private final DrawChain chain;

    /**
     * Suspends.
     *
     * @param rows the step's rows
     * @param tokens of every sequence, [sequence][tokenStride]
     * @param logits [draw][logitStride]
     */
    public Drawing(
            Gpu gpu, KernelSource kernels, DrawSize size, BufferRange rows, BufferRange tokens, BufferRange logits) {
        this.gpu = gpu;
        this.size = size;
        draws = gpu.buffer("draws", 4L * size.draws() * DrawWgsl.DRAW_WORDS);
        data = gpu.buffer("biases and masks", 4L * size.dataWords());
        drawn = gpu.buffer("drawn tokens", 4L * size.draws());
        chain = new DrawChain(
                gpu,
                kernels,
                size,
                new DrawChain.Shared(rows, draws.whole(), data.whole(), logits, tokens, drawn.whole()));
    }

    /** Writes the step's draws; the dispatches are to follow those that make the logits. */
    public List<Dispatch> prepare(Step step) {
        Batch batch = step.batch();
        int count = step.draws().size();
        int[] positions = new int[count];
        var words = new DrawWords(count);
        for (int i = 0; i < count; i++) {
            int row = batch.logitRows()[i];
            positions[i] = batch.positions()[row];
            words.add(step.draws().get(i), row, positions[i]);
        }
        int[] lists = words.data();
        if (count > size.draws() || words.slots() > size.slots() || lists.length > size.dataWords()) {
            throw new IllegalArgumentException("a step has room for " + size.draws() + " draws, " + size.slots()
                    + " of them not plainly greedy, and " + size.dataWords() + " words of biases and masks, but needs "
                    + count + ", " + words.slots() + " and " + lists.length);
        }
        gpu.write(draws, 0, words.draws());
        if (lists.length > 0) {
            gpu.write(data, 0, lists);
        }
        return chain.dispatches(DrawNeeds.of(step.draws(), positions), count);
    }

    /** Where the tokens of the first {@code count} draws are, once the dispatches have run; -1 for none. */
    public BufferRange drawn(int count) {
        return drawn.range(0, 4L * count);
    }
}

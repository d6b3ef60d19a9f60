package dev.samovar.webgpu.drawing;

import dev.samovar.engine.Step;
import dev.samovar.kernels.DrawLikeliestKernel;
import dev.samovar.program.Batch;
import dev.samovar.webgpu.BufferRange;
import dev.samovar.webgpu.Dispatch;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.Pipelines;
import java.util.List;

/** Turns a step's logits into tokens on the GPU. */
public final class Drawing {
    private final Gpu gpu;
    private final DrawMemory memory;
    private final DrawChain chain;

    public Drawing(Gpu gpu, Pipelines pipelines, DrawMemory memory, DrawSources sources) {
        this.gpu = gpu;
        this.memory = memory;
        this.chain = new DrawChain(gpu, pipelines, memory, sources);
    }

    /** Writes the step's draws; the dispatches are to follow those that make the logits. Suspends. */
    public List<Dispatch> prepare(Step step) {
        Batch batch = step.batch();
        int count = step.draws().size();
        if (count == 0) {
            return List.of();
        }
        int[] positions = new int[count];
        var words = new DrawWords(count);
        for (int i = 0; i < count; i++) {
            int row = batch.logitRows()[i];
            positions[i] = batch.positions()[row];
            words.add(step.draws().get(i), row, positions[i]);
        }
        int[] lists = words.data();
        var size = memory.size();
        if (count > size.draws() || words.slots() > size.slots() || lists.length > size.dataWords()) {
            throw new IllegalArgumentException("a step has room for " + size.draws() + " draws, " + size.slots()
                    + " of them not plainly greedy, and " + size.dataWords() + " words of biases and masks, but needs "
                    + count + ", " + words.slots() + " and " + lists.length);
        }
        memory.write(gpu, words.draws());
        if (lists.length > 0) {
            gpu.write(memory.data, 0, lists);
        }
        return chain.dispatches(DrawNeeds.of(step.draws(), positions), count);
    }

    /** Where the tokens of the first {@code count} draws are, once the dispatches have run; -1 for none. */
    public BufferRange drawn(int count) {
        return memory.drawn.range(0, 4L * count);
    }

    /** Where the log-probabilities of a draw are, for {@link Report#read}. */
    public BufferRange report(int draw) {
        return memory.reports.range(4L * DrawLikeliestKernel.WORDS * draw, 4L * DrawLikeliestKernel.WORDS);
    }
}

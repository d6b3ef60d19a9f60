package dev.samovar.webgpu.drawing;

import dev.samovar.kernels.DrawCutKernel;
import dev.samovar.kernels.DrawHistogramKernel;
import dev.samovar.kernels.DrawMarkKernel;
import dev.samovar.kernels.DrawNoiseKernel;
import dev.samovar.kernels.DrawPickKernel;
import dev.samovar.kernels.DrawScoresKernel;
import dev.samovar.kernels.DrawWgsl;
import dev.samovar.kernels.KernelSource;
import dev.samovar.webgpu.BufferRange;
import dev.samovar.webgpu.Dispatch;
import dev.samovar.webgpu.Gpu;
import java.util.ArrayList;
import java.util.List;

/** The kernels of {@link DrawWgsl} on their buffers, made once. */
final class DrawChain {
    private final DrawSize size;
    private final Dispatch mark;
    private final Dispatch scores;
    private final Dispatch histogram;
    private final Dispatch cut;
    private final Dispatch noise;
    private final Dispatch pick;

    /**
     * What the chain reads and writes for others.
     *
     * @param rows of the step
     * @param draws of the step
     * @param data biases and masks of the draws
     * @param logits [draw][logitStride]
     * @param tokens [sequence][tokenStride]
     * @param drawn [draw]
     */
    record Shared(
            BufferRange rows,
            BufferRange draws,
            BufferRange data,
            BufferRange logits,
            BufferRange tokens,
            BufferRange drawn) {}

    /** Suspends. */
    DrawChain(Gpu gpu, KernelSource kernels, DrawSize size, Shared shared) {
        this.size = size;
        var scratch = new Scratch(gpu, size);
        var maker = new Maker(gpu, kernels, size);
        mark = maker.make(
                DrawMarkKernel.NAME,
                List.of("VOCABULARY", "TOKEN_STRIDE"),
                List.of(shared.rows(), shared.draws(), shared.data(), shared.tokens(), scratch.marks));
        scores = maker.make(
                DrawScoresKernel.NAME,
                List.of("VOCABULARY", "LOGIT_STRIDE", "BLOCKS"),
                List.of(
                        shared.draws(),
                        shared.data(),
                        shared.logits(),
                        scratch.marks,
                        scratch.scores,
                        scratch.histograms,
                        scratch.states,
                        scratch.best));
        histogram = maker.make(
                DrawHistogramKernel.NAME,
                List.of("BLOCKS"),
                List.of(shared.draws(), scratch.scores, scratch.states, scratch.histograms));
        cut = maker.make(DrawCutKernel.NAME, List.of(), List.of(shared.draws(), scratch.states, scratch.histograms));
        noise = maker.make(
                DrawNoiseKernel.NAME,
                List.of("BLOCKS"),
                List.of(shared.draws(), scratch.scores, scratch.states, scratch.best));
        pick = maker.make(
                DrawPickKernel.NAME,
                List.of("BLOCKS", "TOKEN_STRIDE"),
                List.of(shared.rows(), shared.draws(), scratch.best, scratch.states, shared.tokens(), shared.drawn()));
    }

    /** What the chain's kernels leave each other. */
    private static final class Scratch {
        final BufferRange marks;
        final BufferRange scores;
        final BufferRange histograms;
        final BufferRange states;
        final BufferRange best;

        Scratch(Gpu gpu, DrawSize size) {
            long slots = 4L * size.slots();
            marks = gpu.buffer("marks", slots * 2 * size.vocabulary()).whole();
            scores =
                    gpu.buffer("scores", slots * size.blocks() * DrawWgsl.BLOCK).whole();
            histograms =
                    gpu.buffer("histograms", slots * DrawWgsl.HISTOGRAM_WORDS).whole();
            states = gpu.buffer("draw states", slots * DrawWgsl.STATE_WORDS).whole();
            best = gpu.buffer("best of blocks", 8L * size.draws() * size.blocks())
                    .whole();
        }
    }

    private record Maker(Gpu gpu, KernelSource kernels, DrawSize size) {
        Dispatch make(String kernel, List<String> overrides, List<BufferRange> ranges) {
            var pipeline = gpu.pipeline(kernels.kernel(kernel), size.overrides(overrides));
            return new Dispatch(pipeline, gpu.bind(pipeline, ranges), 1, 1, 1);
        }
    }

    /** As much of the chain as {@code count} draws need. */
    List<Dispatch> dispatches(DrawNeeds needs, int count) {
        List<Dispatch> chain = new ArrayList<>();
        if (needs.marks() > 0) {
            chain.add(grid(mark, (needs.marks() + 63) / 64, count));
        }
        chain.add(grid(scores, size.blocks(), count));
        for (int i = 0; i < needs.cuts(); i++) {
            chain.add(grid(histogram, size.blocks(), count));
            chain.add(grid(cut, 1, count));
        }
        if (needs.noise()) {
            chain.add(grid(noise, size.blocks(), count));
        }
        chain.add(grid(pick, 1, count));
        return chain;
    }

    private static Dispatch grid(Dispatch dispatch, int x, int y) {
        return new Dispatch(dispatch.pipeline(), dispatch.bindGroup(), x, y, 1);
    }
}

package dev.samovar.webgpu.drawing;

import dev.samovar.kernels.DrawCutKernel;
import dev.samovar.kernels.DrawHistogramKernel;
import dev.samovar.kernels.DrawMarkKernel;
import dev.samovar.kernels.DrawNoiseKernel;
import dev.samovar.kernels.DrawPickKernel;
import dev.samovar.kernels.DrawScoresKernel;
import dev.samovar.webgpu.BufferRange;
import dev.samovar.webgpu.Dispatch;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.GpuBuffer;
import dev.samovar.webgpu.Pipelines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The kernels of {@link dev.samovar.kernels.DrawWgsl} on their buffers, made once. */
final class DrawChain {
    private final int blocks;
    private final Dispatch mark;
    private final Dispatch scores;
    private final Dispatch histogram;
    private final Dispatch cut;
    private final Dispatch noise;
    private final Dispatch pick;

    /** Suspends. */
    DrawChain(Gpu gpu, Pipelines pipelines, DrawMemory memory, DrawSources sources) {
        var size = memory.size();
        blocks = size.blocks();
        var maker = new Maker(gpu, pipelines);
        var tokenStride = Map.entry("TOKEN_STRIDE", (double) size.tokenStride());
        var vocabulary = Map.entry("VOCABULARY", (double) size.vocabulary());
        var blockCount = Map.entry("BLOCKS", (double) blocks);
        var threads = Map.entry("THREADS", (double) size.threads());
        mark = maker.make(
                DrawMarkKernel.NAME,
                Map.ofEntries(vocabulary, tokenStride),
                Stream.of(sources.rows()),
                List.of(memory.draws, memory.data),
                Stream.of(sources.tokens(), memory.marks.whole()));
        scores = maker.make(
                DrawScoresKernel.NAME,
                Map.ofEntries(
                        vocabulary,
                        blockCount,
                        threads,
                        Map.entry("LOGIT_STRIDE", (double) sources.logitStride()),
                        Map.entry("LOGIT_OFFSET", (double) sources.logitOffset())),
                Stream.of(memory.draws.whole(), memory.data.whole(), sources.logits()),
                List.of(memory.marks, memory.scores, memory.histograms, memory.states, memory.best),
                Stream.of());
        histogram = maker.make(
                DrawHistogramKernel.NAME,
                Map.ofEntries(blockCount, threads),
                Stream.of(),
                List.of(memory.draws, memory.scores, memory.states, memory.histograms),
                Stream.of());
        cut = maker.make(
                DrawCutKernel.NAME,
                Map.of(),
                Stream.of(),
                List.of(memory.draws, memory.states, memory.histograms),
                Stream.of());
        noise = maker.make(
                DrawNoiseKernel.NAME,
                Map.ofEntries(blockCount, threads),
                Stream.of(),
                List.of(memory.draws, memory.scores, memory.states, memory.best),
                Stream.of());
        pick = maker.make(
                DrawPickKernel.NAME,
                Map.ofEntries(blockCount, threads, tokenStride),
                Stream.of(sources.rows()),
                List.of(memory.draws, memory.best, memory.states),
                Stream.of(sources.tokens(), memory.drawn.whole()));
    }

    private record Maker(Gpu gpu, Pipelines pipelines) {
        /** Bound in this order. */
        Dispatch make(
                String kernel,
                Map<String, Double> overrides,
                Stream<BufferRange> first,
                List<GpuBuffer> whole,
                Stream<BufferRange> last) {
            var pipeline = pipelines.get(kernel, overrides);
            var ranges = Stream.concat(first, Stream.concat(whole.stream().map(GpuBuffer::whole), last))
                    .toList();
            return new Dispatch(pipeline, gpu.bind(pipeline, ranges), 1, 1, 1);
        }
    }

    /** As much of the chain as {@code count} draws need. */
    List<Dispatch> dispatches(DrawNeeds needs, int count) {
        List<Dispatch> chain = new ArrayList<>();
        if (needs.marks() > 0) {
            chain.add(grid(mark, (needs.marks() + 63) / 64, count));
        }
        chain.add(grid(scores, blocks, count));
        for (int i = 0; i < needs.cuts(); i++) {
            chain.add(grid(histogram, blocks, count));
            chain.add(grid(cut, 1, count));
        }
        if (needs.noise()) {
            chain.add(grid(noise, blocks, count));
        }
        chain.add(grid(pick, 1, count));
        return chain;
    }

    private static Dispatch grid(Dispatch dispatch, int x, int y) {
        return new Dispatch(dispatch.pipeline(), dispatch.bindGroup(), x, y, 1);
    }
}

package dev.samovar.webgpu.drawing;

import dev.samovar.kernels.DrawCutKernel;
import dev.samovar.kernels.DrawHistogramKernel;
import dev.samovar.kernels.DrawLikeliestKernel;
import dev.samovar.kernels.DrawMarkKernel;
import dev.samovar.kernels.DrawNoiseKernel;
import dev.samovar.kernels.DrawPickKernel;
import dev.samovar.kernels.DrawScoresKernel;
import dev.samovar.kernels.DrawTotalsKernel;
import dev.samovar.webgpu.BufferRange;
import dev.samovar.webgpu.Dispatch;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.Pipelines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The kernels of {@link dev.samovar.kernels.DrawWgsl} on their buffers. */
final class DrawChain {
    private final int blocks;
    private final Link mark;
    private final Link scores;
    private final Link histogram;
    private final Link cut;
    private final Link noise;
    private final Link pick;
    private final Link totals;
    private final Link likeliest;

    DrawChain(Gpu gpu, Pipelines pipelines, DrawMemory memory, DrawSources sources) {
        var size = memory.size();
        blocks = size.blocks();
        var vocabulary = Map.of("VOCABULARY", (double) size.vocabulary());
        var tokens = Map.of("TOKEN_STRIDE", (double) size.tokenStride());
        var block = Map.of("BLOCKS", (double) blocks, "THREADS", (double) size.threads());
        var logits =
                Map.of("LOGIT_STRIDE", (double) sources.logitStride(), "LOGIT_OFFSET", (double) sources.logitOffset());
        var draws = memory.draws.whole();
        var data = memory.data.whole();
        var marks = memory.marks.whole();
        var allScores = memory.scores.whole();
        var histograms = memory.histograms.whole();
        var states = memory.states.whole();
        var best = memory.best.whole();
        var drawn = memory.drawn.whole();
        var allTotals = memory.totals.whole();
        var reports = memory.reports.whole();
        var maker = new Maker(gpu, pipelines);
        scores = maker.link(
                DrawScoresKernel.NAME,
                List.of(vocabulary, logits, block),
                List.of(draws, data, sources.logits(), marks, allScores, histograms, states, best));
        pick = maker.link(
                DrawPickKernel.NAME,
                List.of(tokens, block),
                List.of(sources.rows(), draws, best, states, sources.tokens(), drawn));
        noise = maker.link(DrawNoiseKernel.NAME, List.of(block), List.of(draws, allScores, states, best));
        histogram = maker.link(DrawHistogramKernel.NAME, List.of(block), List.of(draws, allScores, states, histograms));
        cut = maker.link(DrawCutKernel.NAME, List.of(), List.of(draws, states, histograms));
        mark = maker.link(
                DrawMarkKernel.NAME,
                List.of(vocabulary, tokens),
                List.of(sources.rows(), draws, data, sources.tokens(), marks));
        totals = maker.link(
                DrawTotalsKernel.NAME, List.of(vocabulary, logits, block), List.of(draws, sources.logits(), allTotals));
        likeliest = maker.link(
                DrawLikeliestKernel.NAME,
                List.of(vocabulary, logits, block),
                List.of(draws, sources.logits(), allTotals, drawn, reports));
    }

    private record Maker(Gpu gpu, Pipelines pipelines) {
        Link link(String kernel, List<Map<String, Double>> overrides, List<BufferRange> ranges) {
            Map<String, Double> all = new HashMap<>();
            overrides.forEach(all::putAll);
            return new Link(gpu, pipelines, kernel, all, ranges);
        }
    }

    /** As much of the chain as {@code count} draws need. Suspends where a kernel is new. */
    List<Dispatch> dispatches(DrawNeeds needs, int count) {
        List<Dispatch> chain = new ArrayList<>();
        if (needs.marks() > 0) {
            chain.add(mark.grid((needs.marks() + 63) / 64, count));
        }
        chain.add(scores.grid(blocks, count));
        for (int i = 0; i < needs.cuts(); i++) {
            chain.add(histogram.grid(blocks, count));
            chain.add(cut.grid(1, count));
        }
        if (needs.noise()) {
            chain.add(noise.grid(blocks, count));
        }
        chain.add(pick.grid(1, count));
        if (needs.logProbabilities()) {
            chain.add(totals.grid(blocks, count));
            chain.add(likeliest.grid(1, count));
        }
        return chain;
    }
}

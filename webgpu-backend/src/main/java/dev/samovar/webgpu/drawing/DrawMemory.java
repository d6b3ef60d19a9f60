package dev.samovar.webgpu.drawing;

import dev.samovar.kernels.DrawLikeliestKernel;
import dev.samovar.kernels.DrawWgsl;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.GpuBuffer;
import java.util.Arrays;

/** Buffers of drawing, for all plans together: what the host says, what the kernels leave each other, and the result. */
public final class DrawMemory {
    private final DrawSize size;
    final GpuBuffer draws; // [draw] struct Draw
    final GpuBuffer data; // biases and masks of the draws
    final GpuBuffer marks; // [slot][count, bias][token]
    final GpuBuffer scores; // [slot][block][token]
    final GpuBuffer histograms; // [slot]
    final GpuBuffer states; // [slot] struct DrawState
    final GpuBuffer best; // [draw][block]: score, token
    final GpuBuffer drawn; // [draw]
    final GpuBuffer totals; // [draw][block] struct Total
    final GpuBuffer reports; // [draw]: log-probabilities
    private int[] written = {}; // of draws

    /** Suspends. */
    public DrawMemory(Gpu gpu, DrawSize size) {
        this.size = size;
        long slots = 4L * size.slots();
        draws = gpu.buffer("draws", 4L * size.draws() * DrawWgsl.DRAW_WORDS);
        data = gpu.buffer("biases and masks", 4L * size.dataWords());
        marks = gpu.buffer("marks", slots * 2 * size.vocabulary());
        scores = gpu.buffer("scores", slots * size.blocks() * DrawWgsl.BLOCK);
        histograms = gpu.buffer("histograms", slots * DrawWgsl.HISTOGRAM_WORDS);
        states = gpu.buffer("draw states", slots * DrawWgsl.STATE_WORDS);
        best = gpu.buffer("best of blocks", 8L * size.draws() * size.blocks());
        drawn = gpu.buffer("drawn tokens", 4L * size.draws());
        totals = gpu.buffer("totals of blocks", 4L * DrawWgsl.TOTAL_WORDS * size.draws() * size.blocks());
        reports = gpu.buffer("log-probabilities", 4L * DrawLikeliestKernel.WORDS * size.draws());
    }

    /** Writes the draws, if they are not there yet: greedy ones are alike from step to step. */
    void write(Gpu gpu, int[] words) {
        if (!Arrays.equals(words, written)) {
            gpu.write(draws, 0, words);
            written = words;
        }
    }

    DrawSize size() {
        return size;
    }
}

package dev.samovar.kernels;

import java.util.List;
import java.util.Map;

/** Sorts tokens into bins of depth. The first of a step fills the coarse histogram, the others the fine one. */
public final class DrawHistogramKernel {
    public static final String NAME = "draw.histogram";

    private DrawHistogramKernel() {}

    /** Grid: (⌈vocabulary / 2048⌉, draws). */
    private static final String TEXT = """
            // histograms[bin] += (1, weight of the token); weights are e^-depth in units of 2^-26, high and low half apart
            override BLOCKS: u32;

            ${draw}
            ${depth}

            @group(0) @binding(0) var<storage, read> draws: array<Draw>;
            @group(0) @binding(1) var<storage, read> scores: array<vec4f>; // [slot][BLOCKS * 2048]
            @group(0) @binding(2) var<storage, read_write> states: array<DrawState>;
            @group(0) @binding(3) var<storage, read_write> histograms: array<atomic<u32>>; // [slot][coarse, fine][bin][3]

            @compute @workgroup_size(64)
            fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
              let draw = draws[workgroup.y];
              if (draw.slot == NONE || (draw.top_k == 0 && draw.top_p >= 1)) {
                return;
              }
              let search = states[draw.slot].search;
              if (search == DONE) {
                return;
              }
              let largest = unsorted(atomicLoad(&states[draw.slot].largest));
              let bin = states[draw.slot].bin;
              let coarse = draw.slot * 2 * BINS * 3;
              let fine = coarse + BINS * 3;
              for (var i = 0u; i < 8; i++) {
                let first = workgroup.x * 2048 + (i * 64 + thread) * 4;
                let score = scores[(draw.slot * BLOCKS * 2048 + first) / 4];
                for (var j = 0u; j < 4; j++) {
                  let depth = (largest - score[j]) / draw.temperature;
                  let own = coarse_bin(depth);
                  if (own >= BINS || score[j] <= LOWEST || (search != COARSE && own != bin)) {
                    continue;
                  }
                  let at = select(fine + fine_bin(depth) * 3, coarse + own * 3, search == COARSE);
                  let weight = u32(exp(-depth) * 0x1p26 + 0.5);
                  if (draw.top_k > 0) {
                    atomicAdd(&histograms[at], 1);
                  }
                  if (draw.top_p < 1) {
                    atomicAdd(&histograms[at + 1], weight >> 13);
                    atomicAdd(&histograms[at + 2], weight & 0x1fff);
                  }
                }
              }
            }

            ${sortable}
            """;

    static List<Kernel> variants() {
        return List.of(Kernel.of(
                NAME,
                Template.fill(
                        TEXT,
                        Map.of(
                                "draw", DrawWgsl.STRUCTS,
                                "depth", DrawWgsl.DEPTH_CODES,
                                "sortable", DrawWgsl.SORTABLE))));
    }
}

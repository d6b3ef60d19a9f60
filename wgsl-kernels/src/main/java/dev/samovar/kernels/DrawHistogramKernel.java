package dev.samovar.kernels;

import java.util.List;
import java.util.Map;

/** Sorts tokens into bins of depth. The first of a step fills the coarse histogram, the others the fine one. */
public final class DrawHistogramKernel {
    public static final String NAME = "draw.histogram";

    private DrawHistogramKernel() {}

    /** Grid: (⌈vocabulary / 1024⌉, draws). */
    private static final String TEXT = """
            // histograms[bin] += (1, weight of the token); weights are e^-depth in units of 2^-26, high and low half apart
            override BLOCKS: u32;
            override THREADS: u32; // divides 256

            ${draw}
            ${depth}

            @group(0) @binding(0) var<storage, read> draws: array<Draw>;
            @group(0) @binding(1) var<storage, read> scores: array<vec4f>; // [slot][BLOCKS * 1024]
            @group(0) @binding(2) var<storage, read_write> states: array<DrawState>;
            @group(0) @binding(3) var<storage, read_write> histograms: array<atomic<u32>>; // [slot][coarse, fine][bin][3]

            @compute @workgroup_size(THREADS)
            fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
              let slot = draws[workgroup.y].slot;
              let counts = draws[workgroup.y].top_k > 0;
              let weighs = draws[workgroup.y].top_p < 1;
              if (slot == NONE || !(counts || weighs) || states[slot].search == DONE) {
                return;
              }
              let coarse = states[slot].search == COARSE;
              let bin = states[slot].bin;
              let largest = unsorted(atomicLoad(&states[slot].largest));
              let temperature = draws[workgroup.y].temperature;
              let table = (slot * 2 + select(1u, 0u, coarse)) * BINS * 3;
              for (var i = thread; i < 256; i += THREADS) {
                let score = scores[slot * BLOCKS * 256 + workgroup.x * 256 + i];
                let depth = (largest - score) / temperature;
                let own = coarse_bin(depth);
                let counted = (score > vec4f(LOWEST)) & (own < vec4u(BINS)) & ((own == vec4u(bin)) | vec4<bool>(coarse));
                if (any(counted)) {
                  let at = table + select(fine_bin(depth), own, vec4<bool>(coarse)) * 3;
                  let weight = vec4u(exp(-depth) * 0x1p26 + 0.5);
                  if (counted.x) { add(at.x, weight.x, counts, weighs); }
                  if (counted.y) { add(at.y, weight.y, counts, weighs); }
                  if (counted.z) { add(at.z, weight.z, counts, weighs); }
                  if (counted.w) { add(at.w, weight.w, counts, weighs); }
                }
              }
            }

            fn add(at: u32, weight: u32, counts: bool, weighs: bool) {
              if (counts) {
                atomicAdd(&histograms[at], 1);
              }
              if (weighs) {
                atomicAdd(&histograms[at + 1], weight >> 13);
                atomicAdd(&histograms[at + 2], weight & 0x1fff);
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

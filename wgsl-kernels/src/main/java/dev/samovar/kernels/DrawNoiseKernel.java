package dev.samovar.kernels;

import java.util.List;
import java.util.Map;

/** Of the tokens that top-k, top-p and min-p keep, the one with the largest noisy score in each block. */
public final class DrawNoiseKernel {
    public static final String NAME = "draw.noise";

    private DrawNoiseKernel() {}

    /** Grid: (⌈vocabulary / 1024⌉, draws). */
    private static final String TEXT = """
            // best = the largest -depth + noise of each block of 1024 tokens, for draws with a temperature
            override BLOCKS: u32;
            override THREADS: u32; // divides 256

            ${draw}
            ${depth}

            @group(0) @binding(0) var<storage, read> draws: array<Draw>;
            @group(0) @binding(1) var<storage, read> scores: array<vec4f>; // [slot][BLOCKS * 256]
            @group(0) @binding(2) var<storage, read_write> states: array<DrawState>;
            @group(0) @binding(3) var<storage, read_write> best: array<vec2u>; // [draw][BLOCKS]: noisy score, token

            ${best}

            @compute @workgroup_size(THREADS)
            fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
              let slot = draws[workgroup.y].slot;
              let temperature = draws[workgroup.y].temperature;
              if (slot == NONE || temperature == 0) {
                return;
              }
              let largest = unsorted(atomicLoad(&states[slot].largest));
              let cut = select(NONE, states[slot].cut, draws[workgroup.y].top_k > 0 || (draws[workgroup.y].top_p < 1));
              let deepest = draws[workgroup.y].min_p_depth;
              let key = draws[workgroup.y].key;
              var noisiest = vec4f(LOWEST);
              var drawn = vec4u(NONE);
              for (var at = workgroup.x * 256 + thread; at < workgroup.x * 256 + 256; at += THREADS) {
                let score = scores[slot * BLOCKS * 256 + at];
                let depth = (largest - score) / temperature;
                let keep = (score > vec4f(LOWEST)) & (depth <= vec4f(deepest)) & is_within(cut, depth);
                if (any(keep)) {
                  let noisy = select(vec4f(LOWEST), gumbel(key, at * 4) - depth, keep);
                  drawn = select(drawn, vec4u(0, 1, 2, 3) + at * 4, noisy > noisiest);
                  noisiest = max(noisiest, noisy);
                }
              }
              let winner = best_of(noisiest, drawn, thread);
              if (thread == 0) {
                best[workgroup.y * BLOCKS + workgroup.x] = vec2u(bitcast<u32>(winner.score), winner.token);
              }
            }

            fn is_within(cut: u32, depth: vec4f) -> vec4<bool> {
              if (cut == NONE) {
                return vec4<bool>(true);
              }
              return coarse_bin(depth) * BINS + fine_bin(depth) <= vec4u(cut);
            }

            ${sortable}

            ${noise}
            """;

    static List<Kernel> variants() {
        return List.of(Kernel.of(
                NAME,
                Template.fill(
                        TEXT,
                        Map.of(
                                "draw", DrawWgsl.STRUCTS,
                                "depth", DrawWgsl.DEPTH_CODES,
                                "best", DrawWgsl.BEST,
                                "sortable", DrawWgsl.SORTABLE,
                                "noise", DrawWgsl.NOISE))));
    }
}

package dev.samovar.kernels;

import java.util.List;
import java.util.Map;

/** Of the tokens that top-k, top-p and min-p keep, the one with the largest noisy score in each block. */
public final class DrawNoiseKernel {
    public static final String NAME = "draw.noise";

    private DrawNoiseKernel() {}

    /** Grid: (⌈vocabulary / 2048⌉, draws). */
    private static final String TEXT = """
            // best = the largest -depth + noise of each block of 2048 tokens, for draws with a temperature
            override BLOCKS: u32;

            ${draw}
            ${depth}

            @group(0) @binding(0) var<storage, read> draws: array<Draw>;
            @group(0) @binding(1) var<storage, read> scores: array<vec4f>; // [slot][BLOCKS * 2048]
            @group(0) @binding(2) var<storage, read_write> states: array<DrawState>;
            @group(0) @binding(3) var<storage, read_write> best: array<vec2u>; // [draw][BLOCKS]: noisy score, token

            var<workgroup> best_scores: array<f32, 64>;
            var<workgroup> best_tokens: array<u32, 64>;

            @compute @workgroup_size(64)
            fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
              let draw = draws[workgroup.y];
              if (draw.slot == NONE || draw.temperature == 0) {
                return;
              }
              let largest = unsorted(atomicLoad(&states[draw.slot].largest));
              var cut = NONE;
              if (draw.top_k > 0 || draw.top_p < 1) {
                cut = states[draw.slot].cut;
              }
              var noisiest = LOWEST;
              var drawn = NONE;
              for (var i = 0u; i < 8; i++) {
                let first = workgroup.x * 2048 + (i * 64 + thread) * 4;
                let score = scores[(draw.slot * BLOCKS * 2048 + first) / 4];
                for (var j = 0u; j < 4; j++) {
                  let depth = (largest - score[j]) / draw.temperature;
                  if (score[j] > LOWEST && depth <= draw.min_p_depth && (cut == NONE || depth_code(depth) <= cut)) {
                    let noisy = gumbel(draw.key, first + j) - depth;
                    if (noisy > noisiest) {
                      noisiest = noisy;
                      drawn = first + j;
                    }
                  }
                }
              }
              best_scores[thread] = noisiest;
              best_tokens[thread] = drawn;
              workgroupBarrier();
              if (thread > 0) {
                return;
              }
              for (var i = 1u; i < 64; i++) {
                if (best_scores[i] > noisiest || (best_scores[i] == noisiest && best_tokens[i] < drawn)) {
                  noisiest = best_scores[i];
                  drawn = best_tokens[i];
                }
              }
              best[workgroup.y * BLOCKS + workgroup.x] = vec2u(bitcast<u32>(noisiest), drawn);
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
                                "sortable", DrawWgsl.SORTABLE,
                                "noise", DrawWgsl.NOISE))));
    }
}

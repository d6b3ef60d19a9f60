package dev.samovar.kernels;

import java.util.List;
import java.util.Map;

/** Applies penalties, bias and mask, and finds the likeliest token of each block. */
public final class DrawScoresKernel {
    public static final String NAME = "draw.scores";

    private DrawScoresKernel() {}

    /** Grid: (⌈vocabulary / 1024⌉, draws). */
    private static final String TEXT = """
            // scores = logits with penalties, bias and mask; best = the likeliest token of each block of 1024.
            override VOCABULARY: u32;
            override LOGIT_STRIDE: u32; // in floats
            override LOGIT_OFFSET: u32 = 0;
            override BLOCKS: u32;

            const HISTOGRAM = 2u * 3 * 4096; // words: coarse and fine, 3 a bin

            ${draw}

            @group(0) @binding(0) var<storage, read> draws: array<Draw>;
            @group(0) @binding(1) var<storage, read> draw_data: array<u32>;
            @group(0) @binding(2) var<storage, read> logits: array<vec4f>; // [draw][LOGIT_STRIDE]
            @group(0) @binding(3) var<storage, read_write> marks: array<u32>; // [slot][count, bias][token], zeroed here
            @group(0) @binding(4) var<storage, read_write> scores: array<vec4f>; // [slot][BLOCKS * 1024]
            @group(0) @binding(5) var<storage, read_write> histograms: array<u32>; // zeroed here
            @group(0) @binding(6) var<storage, read_write> states: array<DrawState>;
            @group(0) @binding(7) var<storage, read_write> best: array<vec2u>; // [draw][BLOCKS]: score, token

            ${best}

            @compute @workgroup_size(64)
            fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
              let slot = draws[workgroup.y].slot;
              let allowed = draws[workgroup.y].allowed;
              let marked = draws[workgroup.y].penalty_start != NONE || draws[workgroup.y].biases > 0;
              let row = (workgroup.y * LOGIT_STRIDE + LOGIT_OFFSET) / 4;
              let to = slot * BLOCKS * 256;
              let at#i = workgroup.x * 256 + thread + #i * 64;
              var score#i = vec4f(LOWEST);
              if (at#i * 4 < VOCABULARY) { score#i = logits[row + at#i]; }
              var largest = vec4f(LOWEST);
              var likeliest = vec4u(NONE);
              if (marked) {
                score#i = changed(workgroup.y, at#i * 4, score#i);
              }
              let tokens#i = vec4u(0, 1, 2, 3) + at#i * 4;
              score#i = select(vec4f(LOWEST), score#i, is_allowed(allowed, at#i) & (tokens#i < vec4u(VOCABULARY)));
              if (slot != NONE) {
                scores[to + at#i] = score#i;
              }
              likeliest = select(likeliest, tokens#i, score#i > largest); largest = max(largest, score#i);
              if (slot != NONE) {
                for (var i = workgroup.x * 64 + thread; i < HISTOGRAM; i += BLOCKS * 64) {
                  histograms[slot * HISTOGRAM + i] = 0;
                }
              }
              let winner = best_of(largest, likeliest, thread);
              if (thread == 0) {
                best[workgroup.y * BLOCKS + workgroup.x] = vec2u(bitcast<u32>(winner.score), winner.token);
                if (slot != NONE) {
                  atomicMax(&states[slot].largest, sortable(winner.score));
                }
              }
            }

            fn is_allowed(allowed: u32, at: u32) -> vec4<bool> {
              if (allowed == NONE || at * 4 >= VOCABULARY) {
                return vec4<bool>(true);
              }
              let bits = draw_data[allowed + at / 8] >> (at % 8 * 4);
              return (vec4u(bits) & vec4u(1, 2, 4, 8)) != vec4u(0);
            }

            // with penalties and biases, whose marks are wiped away
            fn changed(index: u32, first: u32, logit: vec4f) -> vec4f {
              let slot = draws[index].slot;
              var score = logit;
              for (var j = 0u; j < 4; j++) {
                let count_at = slot * 2 * VOCABULARY + first + j;
                if (first + j >= VOCABULARY) {
                  break;
                }
                let count = f32(marks[count_at]);
                if (count > 0) {
                  let repeated = select(score[j] * draws[index].repetition, score[j] / draws[index].repetition, score[j] > 0);
                  score[j] = repeated - count * draws[index].frequency - draws[index].presence;
                }
                score[j] += bitcast<f32>(marks[count_at + VOCABULARY]);
                marks[count_at] = 0;
                marks[count_at + VOCABULARY] = 0;
              }
              return score;
            }

            ${sortable}
            """;

    static List<Kernel> variants() {
        return List.of(Kernel.of(
                NAME,
                Template.fill(
                        Unroll.each(TEXT, 'i', 4),
                        Map.of(
                                "draw", DrawWgsl.STRUCTS,
                                "best", DrawWgsl.BEST,
                                "sortable", DrawWgsl.SORTABLE))));
    }
}

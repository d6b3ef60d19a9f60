package dev.samovar.kernels;

import java.util.List;
import java.util.Map;

/** For draws that report log-probabilities: of each block, the likeliest token by the model's own logits and their sum. */
public final class DrawTotalsKernel {
    public static final String NAME = "draw.totals";

    private DrawTotalsKernel() {}

    /** Grid: (⌈vocabulary / 1024⌉, draws). */
    private static final String TEXT = """
            // totals = the likeliest token of each block of 1024 and the sum of e^(logit - its logit) over the block
            override VOCABULARY: u32;
            override LOGIT_STRIDE: u32; // in floats
            override LOGIT_OFFSET: u32 = 0;
            override BLOCKS: u32;
            override THREADS: u32; // divides 256

            ${draw}

            @group(0) @binding(0) var<storage, read> draws: array<Draw>;
            @group(0) @binding(1) var<storage, read> logits: array<vec4f>; // [draw][LOGIT_STRIDE]
            @group(0) @binding(2) var<storage, read_write> totals: array<Total>; // [draw][BLOCKS]

            ${best}

            var<workgroup> sums: array<f32, THREADS>; // each thread's own, relative to the block's largest logit
            var<workgroup> largest: f32;

            @compute @workgroup_size(THREADS)
            fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
              if (draws[workgroup.y].likeliest == NONE) {
                return;
              }
              let row = (workgroup.y * LOGIT_STRIDE + LOGIT_OFFSET) / 4;
              let begin = workgroup.x * 256;
              let end = min(begin + 256, (VOCABULARY + 3) / 4);
              var top = vec4f(LOWEST);
              var likeliest = vec4u(NONE);
              for (var at = begin + thread; at < end; at += THREADS) {
                let tokens = vec4u(0, 1, 2, 3) + at * 4;
                let logit = select(vec4f(LOWEST), logits[row + at], tokens < vec4u(VOCABULARY));
                likeliest = select(likeliest, tokens, logit > top);
                top = max(top, logit);
              }
              let winner = best_of(top, likeliest, thread);
              if (thread == 0) {
                largest = winner.score;
              }
              workgroupBarrier();
              var sum = vec4f();
              for (var at = begin + thread; at < end; at += THREADS) {
                let tokens = vec4u(0, 1, 2, 3) + at * 4;
                sum += select(vec4f(), exp(logits[row + at] - largest), tokens < vec4u(VOCABULARY));
              }
              sums[thread] = dot(sum, vec4f(1));
              workgroupBarrier();
              if (thread == 0) {
                var total = 0.0;
                for (var i = 0u; i < THREADS; i++) {
                  total += sums[i];
                }
                totals[workgroup.y * BLOCKS + workgroup.x] = Total(winner.score, winner.token, total);
              }
            }
            """;

    static List<Kernel> variants() {
        return List.of(Kernel.of(NAME, Template.fill(TEXT, Map.of("draw", DrawWgsl.STRUCTS, "best", DrawWgsl.BEST))));
    }
}

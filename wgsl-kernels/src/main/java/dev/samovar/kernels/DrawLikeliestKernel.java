package dev.samovar.kernels;

import java.util.List;
import java.util.Map;

/**
 * The log-probabilities that a draw reports: of its token and of the likeliest ones. The likeliest of all is the best of
 * the blocks' best; once it is taken, only its own block has to be searched for the next.
 */
public final class DrawLikeliestKernel {
    public static final String NAME = "draw.likeliest";

    /** The most that a draw can ask for. */
    public static final int MOST = 20;

    /** Words of a draw's result. */
    public static final int WORDS = 1 + 2 * MOST;

    private DrawLikeliestKernel() {}

    /** Grid: (1, draws). */
    private static final String TEXT = """
            // reports = log softmax(logits) of the drawn token, and the likeliest tokens with theirs; NONE where they end
            override VOCABULARY: u32;
            override LOGIT_STRIDE: u32; // in floats
            override LOGIT_OFFSET: u32 = 0;
            override BLOCKS: u32;
            override THREADS: u32; // divides 256

            const MOST = ${most}u;

            ${draw}

            struct Report {
              drawn: f32,
              tokens: array<u32, MOST>,
              values: array<f32, MOST>,
            }

            @group(0) @binding(0) var<storage, read> draws: array<Draw>;
            @group(0) @binding(1) var<storage, read> logits: array<vec4f>; // [draw][LOGIT_STRIDE]
            @group(0) @binding(2) var<storage, read> totals: array<Total>; // [draw][BLOCKS]
            @group(0) @binding(3) var<storage, read> drawn: array<u32>; // [draw]
            @group(0) @binding(4) var<storage, read_write> reports: array<Report>; // [draw]

            ${best}

            var<workgroup> heads: array<Best, BLOCKS>; // the likeliest token of each block that is not yet taken
            var<workgroup> taken: Best; // the last one

            @compute @workgroup_size(THREADS)
            fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
              let draw = workgroup.y;
              if (draws[draw].likeliest == NONE) {
                return;
              }
              for (var i = thread; i < BLOCKS; i += THREADS) {
                heads[i] = Best(totals[draw * BLOCKS + i].score, totals[draw * BLOCKS + i].token);
              }
              workgroupBarrier();
              let log_total = log_total(draw);
              let row = (draw * LOGIT_STRIDE + LOGIT_OFFSET) / 4;
              if (thread == 0) {
                let token = min(drawn[draw], VOCABULARY - 1);
                reports[draw].drawn = logits[row + token / 4][token % 4] - log_total;
              }
              for (var n = 0u; n < min(draws[draw].likeliest, MOST); n++) {
                var own = Best(LOWEST, NONE);
                for (var i = thread; i < BLOCKS; i += THREADS) {
                  own = better(own, heads[i]);
                }
                let winner = best_of(vec4f(own.score, vec3f(LOWEST)), vec4u(own.token, vec3u(NONE)), thread);
                if (thread == 0) {
                  reports[draw].tokens[n] = winner.token;
                  reports[draw].values[n] = winner.score - log_total;
                  taken = winner;
                }
                workgroupBarrier();
                let block = min(taken.token / 1024, BLOCKS - 1);
                let next = best_after(taken, row, block, thread);
                if (thread == 0) {
                  heads[block] = next;
                }
                workgroupBarrier();
              }
            }

            // log of the sum of e^logit
            fn log_total(draw: u32) -> f32 {
              var top = LOWEST;
              for (var i = 0u; i < BLOCKS; i++) {
                top = max(top, heads[i].score);
              }
              var total = 0.0;
              for (var i = 0u; i < BLOCKS; i++) {
                total += totals[draw * BLOCKS + i].total * exp(heads[i].score - top);
              }
              return top + log(total);
            }

            // the likeliest token of a block that comes after one; the first thread learns it
            fn best_after(last: Best, row: u32, block: u32, thread: u32) -> Best {
              var top = vec4f(LOWEST);
              var likeliest = vec4u(NONE);
              for (var at = block * 256 + thread; at < min(block * 256 + 256, (VOCABULARY + 3) / 4); at += THREADS) {
                let tokens = vec4u(0, 1, 2, 3) + at * 4;
                let logit = logits[row + at];
                let later = (logit < vec4f(last.score)) | ((logit == vec4f(last.score)) & (tokens > vec4u(last.token)));
                let better = later & (tokens < vec4u(VOCABULARY)) & (logit > top);
                likeliest = select(likeliest, tokens, better);
                top = select(top, logit, better);
              }
              return best_of(top, likeliest, thread);
            }
            """;

    static List<Kernel> variants() {
        return List.of(Kernel.of(
                NAME,
                Template.fill(
                        TEXT,
                        Map.of("most", Integer.toString(MOST), "draw", DrawWgsl.STRUCTS, "best", DrawWgsl.BEST))));
    }
}

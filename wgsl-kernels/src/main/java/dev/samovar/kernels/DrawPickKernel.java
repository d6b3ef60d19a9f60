package dev.samovar.kernels;

import java.util.List;
import java.util.Map;

/** The blocks' best becomes the drawn token, which the next step finds among the tokens of its sequence. */
public final class DrawPickKernel {
    public static final String NAME = "draw.pick";

    private DrawPickKernel() {}

    /** Grid: (1, draws). */
    private static final String TEXT = """
            // drawn = tokens[next position] = the best token of all blocks; NONE, and 0, when there is none
            override BLOCKS: u32;
            override TOKEN_STRIDE: u32;

            ${row}
            ${draw}

            @group(0) @binding(0) var<storage, read> rows: array<Row>;
            @group(0) @binding(1) var<storage, read> draws: array<Draw>;
            @group(0) @binding(2) var<storage, read> best: array<vec2u>; // [draw][BLOCKS]: score, token
            @group(0) @binding(3) var<storage, read_write> states: array<DrawState>;
            @group(0) @binding(4) var<storage, read_write> tokens: array<u32>; // [sequence][TOKEN_STRIDE]
            @group(0) @binding(5) var<storage, read_write> drawn: array<u32>; // [draw]

            var<workgroup> best_scores: array<f32, 64>;
            var<workgroup> best_tokens: array<u32, 64>;

            @compute @workgroup_size(64)
            fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
              var score = LOWEST;
              var token = NONE;
              for (var i = thread; i < BLOCKS; i += 64) {
                let candidate = best[workgroup.y * BLOCKS + i];
                if (bitcast<f32>(candidate.x) > score) {
                  score = bitcast<f32>(candidate.x);
                  token = candidate.y;
                }
              }
              best_scores[thread] = score;
              best_tokens[thread] = token;
              workgroupBarrier();
              if (thread > 0) {
                return;
              }
              for (var i = 1u; i < 64; i++) {
                if (best_scores[i] > score || (best_scores[i] == score && best_tokens[i] < token)) {
                  score = best_scores[i];
                  token = best_tokens[i];
                }
              }
              let draw = draws[workgroup.y];
              let row = rows[draw.row];
              drawn[workgroup.y] = token;
              // a step in flight may yet read it
              tokens[row.sequence * TOKEN_STRIDE + row.position + 1] = select(token, 0, token == NONE);
              if (draw.slot != NONE) { // as the next step expects it
                atomicStore(&states[draw.slot].largest, 0);
                states[draw.slot].search = COARSE;
              }
            }
            """;

    static List<Kernel> variants() {
        return List.of(Kernel.of(NAME, Template.fill(TEXT, Map.of("row", StepWgsl.ROW, "draw", DrawWgsl.STRUCTS))));
    }
}

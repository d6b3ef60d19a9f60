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
            override THREADS: u32;
            override TOKEN_STRIDE: u32;

            ${row}
            ${draw}

            @group(0) @binding(0) var<storage, read> rows: array<Row>;
            @group(0) @binding(1) var<storage, read> draws: array<Draw>;
            @group(0) @binding(2) var<storage, read> best: array<vec2u>; // [draw][BLOCKS]: score, token
            @group(0) @binding(3) var<storage, read_write> states: array<DrawState>;
            @group(0) @binding(4) var<storage, read_write> tokens: array<u32>; // [sequence][TOKEN_STRIDE]
            @group(0) @binding(5) var<storage, read_write> drawn: array<u32>; // [draw]

            ${best}

            @compute @workgroup_size(THREADS)
            fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
              var own = Best(LOWEST, NONE);
              for (var i = thread; i < BLOCKS; i += THREADS) {
                let candidate = best[workgroup.y * BLOCKS + i];
                own = better(own, Best(bitcast<f32>(candidate.x), candidate.y));
              }
              let winner = best_of(vec4f(own.score, vec3f(LOWEST)), vec4u(own.token, vec3u(NONE)), thread);
              if (thread > 0) {
                return;
              }
              let row = rows[draws[workgroup.y].row];
              let slot = draws[workgroup.y].slot;
              drawn[workgroup.y] = winner.token;
              // a step in flight may yet read it
              tokens[row.sequence * TOKEN_STRIDE + row.position + 1] = select(winner.token, 0, winner.token == NONE);
              if (slot != NONE) { // as the next step expects it
                atomicStore(&states[slot].largest, 0);
                states[slot].search = COARSE;
              }
            }
            """;

    static List<Kernel> variants() {
        return List.of(Kernel.of(
                NAME,
                Template.fill(TEXT, Map.of("row", StepWgsl.ROW, "draw", DrawWgsl.STRUCTS, "best", DrawWgsl.BEST))));
    }
}

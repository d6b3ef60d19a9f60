package dev.samovar.kernels;

import java.util.List;
import java.util.Map;

/** Counts the tokens seen and spreads the biases, so that {@link DrawScoresKernel} finds both at the token's own place. */
public final class DrawMarkKernel {
    public static final String NAME = "draw.mark";

    private DrawMarkKernel() {}

    /** Grid: (⌈most tokens seen or biases of a draw / 64⌉, draws). */
    private static final String TEXT = """
            // counts[token seen] += 1, biases[token] = bias; one thread takes a position of the sequence and a bias.
            override VOCABULARY: u32;
            override TOKEN_STRIDE: u32;

            ${row}
            ${draw}

            @group(0) @binding(0) var<storage, read> rows: array<Row>;
            @group(0) @binding(1) var<storage, read> draws: array<Draw>;
            @group(0) @binding(2) var<storage, read> draw_data: array<u32>;
            @group(0) @binding(3) var<storage, read> tokens: array<u32>; // [sequence][TOKEN_STRIDE]
            @group(0) @binding(4) var<storage, read_write> marks: array<atomic<u32>>; // [slot][count, bias][token]

            @compute @workgroup_size(64)
            fn main(@builtin(global_invocation_id) id: vec3u) {
              let draw = draws[id.y];
              if (draw.slot == NONE) {
                return;
              }
              let counts = draw.slot * 2 * VOCABULARY;
              let row = rows[draw.row];
              if (draw.penalty_start != NONE && draw.penalty_start + id.x <= row.position) {
                let token = tokens[row.sequence * TOKEN_STRIDE + draw.penalty_start + id.x];
                if (token < VOCABULARY) {
                  atomicAdd(&marks[counts + token], 1);
                }
              }
              if (id.x < draw.biases) {
                let token = draw_data[draw.bias + id.x * 2];
                if (token < VOCABULARY) {
                  atomicStore(&marks[counts + VOCABULARY + token], draw_data[draw.bias + id.x * 2 + 1]);
                }
              }
            }
            """;

    static List<Kernel> variants() {
        return List.of(Kernel.of(NAME, Template.fill(TEXT, Map.of("row", StepWgsl.ROW, "draw", DrawWgsl.STRUCTS))));
    }
}

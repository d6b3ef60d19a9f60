package dev.samovar.kernels;

/** What the kernels of prefill attention share. */
final class AttentionWgsl {
    private AttentionWgsl() {}

    /** Overrides that say what is attended to, and constants of the softmax. */
    static final String SHAPE = """
            override HEADS: u32;
            override KV_HEADS: u32;
            override HEAD_DIM: u32;
            override SCALE: f32;
            override SOFT_CAP: f32 = 0; // 0: none
            override WINDOW: u32 = 0; // 0: all positions
            override PAGES: u32; // entries of a page table
            override Y_STRIDE: u32; // in floats
            override GROUP: u32 = HEADS / KV_HEADS;

            const LOWEST = -1e30;
            const LOG2_E = 1.4426950408889634;
            """;

    /** Declares {@code Row}, and binds what says which queries there are. */
    static final String INPUT = StepWgsl.ROW + """

            @group(0) @binding(0) var<storage, read> rows: array<Row>;
            @group(0) @binding(1) var<storage, read> tiles: array<vec2u>; // first row, rows (of one sequence)
            @group(0) @binding(2) var<storage, read> pages: array<u32>;
            @group(0) @binding(3) var<storage, read> q: array<vec4f>; // [row][head][CHUNKS * 2]
            """;

    /** Scores are base-2 logarithms. */
    static final String SEEN = """
            // what the softmax sees of a score at a position
            fn seen(score: f32, at: i32, position: i32) -> f32 {
              var s = score;
              if (SOFT_CAP > 0) {
                s = SOFT_CAP * LOG2_E * tanh(clamp(s / (SOFT_CAP * LOG2_E), -15, 15));
              }
              return select(LOWEST, s, at <= position && (WINDOW == 0 || at > position - i32(WINDOW)));
            }
            """;
}

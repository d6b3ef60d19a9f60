package dev.samovar.kernels;

/** How attention stores its result: {@code store(at, pair, d)}, features d and d + 1 of a head of {@code HEAD_DIM}. */
final class AttentionOutput {
    private AttentionOutput() {}

    /** What {@code y} is an array of. */
    static String type(Numbers numbers) {
        return numbers == Numbers.HALVES ? "u32" : "f32";
    }

    static String wgsl(Numbers numbers) {
        return numbers == Numbers.HALVES ? numbers.wgsl() + HALVES : FLOATS;
    }

    private static final String FLOATS = """
            fn store(at: u32, pair: vec2f, d: u32) {
              y[at] = pair.x;
              if (d + 1 < HEAD_DIM) { y[at + 1] = pair.y; }
            }
            """;

    /** Heads are an even number of features then. */
    private static final String HALVES = """

            fn store(at: u32, pair: vec2f, d: u32) {
              y[at / 2] = halves_of(pair);
            }
            """;
}

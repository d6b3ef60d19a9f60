package dev.samovar.kernels;

/** Where the threads of {@link AttentionMatrixKernel} meet what its matrices hold: in the workgroup's scores. */
final class AttentionMatrixSums {
    private AttentionMatrixSums() {}

    /**
     * Softmax, online and in base 2: a thread makes weights of its scores, relative to its query's peak. The peak moves, and
     * the query's sums need {@code keep}, only when a score is more than 8 above it.
     */
    static final String WEIGH = """
                let s#s = four_seen(scores[row * SCORE_PITCH + part + #s * 4], base + (part + #s * 4) * 4, position);
                var top = LOWEST;
                top = max(top, max(max(s#s.x, s#s.y), max(s#s.z, s#s.w)));
                top = max(top, subgroupShuffleXor(top, 1));
                top = max(top, subgroupShuffleXor(top, 2));
                let grown = select(peak, top, top > peak + 8);
                let keep = exp2(peak - grown);
                rises[subgroup] = u32(subgroupAny(grown > peak && total > 0));
                peak = grown;
                total *= keep;
                let origin = max(peak, LOWEST / 8); // what is not seen weighs nothing, even in a row that has seen nothing
                let weight#s = vec4h(exp2(s#s - origin));
                total += dot(vec4f(weight#s), vec4f(1));
                weights[row * WEIGHT_PITCH + part + #s * 4] = weight#s;
            """;

    static final String FOUR_SEEN = """

            fn four_seen(s: vec4f, at: u32, position: i32) -> vec4f {
              let a = i32(at);
              return vec4f(seen(s.x, a, position), seen(s.y, a + 1, position), seen(s.z, a + 2, position), seen(s.w, a + 3, position));
            }
            """;

    /** A strip of 16 features of each subgroup's sums passes through the scores' place. */
    private static final String STRIP = """
                workgroupBarrier();
                subgroupMatrixStore<row_major>(&scores, own_scores, sums#t, SCORE_PITCH);
                workgroupBarrier();
                for (var i = part; i < 8; i += 4) {
                  ${each}
                }
            """;

    private static final String RESCALE = STRIP.replace("${each}", "scores[row * SCORE_PITCH + i] *= keep;") + """
                workgroupBarrier();
                sums#t = subgroupMatrixLoad<subgroup_matrix_result<f32, 16, 16>, row_major>(&scores, own_scores, SCORE_PITCH);
            """;

    private static final String RESULT = STRIP.replace("${each}", """
            let feature_tile = i / 4 * FEATURE_TILES + #t;
                  if (query < query_count && feature_tile < CHUNKS / 2) {
                    y[y_row + feature_tile * 4 + i % 4] = output(scores[row * SCORE_PITCH + i] / total);
                  }""");

    private static final String FLOATS = """
            @group(0) @binding(6) var<storage, read_write> y: array<vec4f>;

            fn output(x: vec4f) -> vec4f { return x; }
            """;

    private static final String HALVES = """
            @group(0) @binding(6) var<storage, read_write> y: array<vec2u>;

            fn output(x: vec4f) -> vec2u { return vec2u(halves_of(x.xy), halves_of(x.zw)); }
            """ + Numbers.HALVES.wgsl();

    /** Binds y and declares {@code output(x)}, what it keeps of four features. */
    static String output(Numbers y) {
        return y == Numbers.HALVES ? HALVES : FLOATS;
    }

    static String rescale(int tiles) {
        return strips(RESCALE, tiles);
    }

    static String results(int tiles) {
        return strips(RESULT, tiles);
    }

    private static String strips(String strip, int tiles) {
        var strips = new StringBuilder();
        for (int t = 0; t < tiles; t++) {
            strips.append(strip.replace("#t", Integer.toString(t)));
        }
        return strips.toString();
    }
}

package dev.samovar.kernels;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Attention for prefill by subgroup matrices ({@code chromium-experimental-subgroup-matrix}, f16 16×16×16 with f32 sums)
 * over keys and values kept as halves, for heads of a multiple of 16 features, 128 at most. Matrices have no elements to
 * compute with, so scores pass through workgroup memory, and the sums of values are rescaled only when a score rises far
 * above what the weights are relative to, which is rare: weights up to 2⁸ are as good as those up to 1.
 */
public final class AttentionMatrixKernel {

    /** Threads: eight subgroups of 32. */
    public static final int WORKGROUP = 256;

    /** Queries of a workgroup. */
    public static final int QUERIES = 64;

    private AttentionMatrixKernel() {}

    /**
     * A line with #f stands once for each 16 features that a subgroup adds up, #c for each chunk that a thread loads, #s for
     * each vector of scores that it weighs, #g for each subgroup. Grid: (tiles, KV_HEADS · ⌈rows of the largest tile · HEADS /
     * KV_HEADS / 64⌉).
     */
    private static final String TEXT = """
            // y = softmax(q . keys * SCALE) . values over the cached positions of each row's sequence, causal.
            //
            // A workgroup takes 64 queries that read the same cached head: query i of a tile of rows is row i / GROUP, head
            // i % GROUP of the group. Each round takes 32 positions. Two subgroups take 16 queries, each half of the
            // positions, then half of the features: they multiply queries by keys; threads turn the scores into weights, 4 of
            // them a query; then the subgroups multiply weights by values.
            enable f16;
            enable subgroups;
            enable chromium_experimental_subgroup_matrix;
            diagnostic(off, chromium.subgroup_matrix_uniformity);
            diagnostic(off, subgroup_uniformity);

            override CHUNKS: u32 = HEAD_DIM / 8;
            override PITCH: u32 = CHUNKS * 2 + 2; // of queries, keys and values in workgroup memory, in vec4s
            ${shape}

            const SCORE_PITCH = 9u; // 32 positions and padding, in vec4s
            const WEIGHT_PITCH = 10u;
            const FEATURE_TILES = ${features}u; // tiles of 16 features that a subgroup takes

            ${input}
            @group(0) @binding(4) var<storage, read> keys: array<vec4u>; // chunks of 8 halves
            @group(0) @binding(5) var<storage, read> values: array<vec4u>;
            ${y}

            var<workgroup> queries: array<vec4h, 64 * PITCH - 2>; // the last row needs no padding
            var<workgroup> round_keys: array<vec4h, 32 * PITCH - 2>; // [position][feature]
            var<workgroup> round_values: array<vec4h, 32 * PITCH - 2>;
            var<workgroup> scores: array<vec4f, 64 * SCORE_PITCH>;
            var<workgroup> weights: array<vec4h, 64 * WEIGHT_PITCH>;
            var<workgroup> rises: array<u32, 8>; // [subgroup]

            @compute @workgroup_size(256)
            fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
              let tile = tiles[workgroup.x];
              let tile_query = workgroup.y / KV_HEADS * 64;
              let query_count = tile.y * GROUP;
              if (tile_query >= query_count) {
                return;
              }
              let kv_head = workgroup.y % KV_HEADS;
              for (var i = thread; i < 64 * CHUNKS * 2; i += 256) {
                let query = min(tile_query + i / (CHUNKS * 2), query_count - 1);
                let c = i % (CHUNKS * 2);
                let source = (tile.x + query / GROUP) * HEADS + kv_head * GROUP + query % GROUP;
                queries[i / (CHUNKS * 2) * PITCH + c] = vec4h(q[source * CHUNKS * 2 + c] * (SCALE * LOG2_E));
              }

              let page_table = rows[tile.x].sequence * PAGES;
              let last_query = min(tile_query + 64, query_count) - 1;
              let last = rows[tile.x + last_query / GROUP].position;
              let oldest_position = rows[tile.x + tile_query / GROUP].position;
              let begin = select(0, max(oldest_position + 1, WINDOW) - WINDOW, WINDOW > 0) / 32 * 32;

              // for matrices: 16 queries, and half of the positions or of the features
              let subgroup = subgroupBroadcastFirst(thread / 32);
              let half = subgroup % 2;
              let m = subgroup / 2 * 16;
              let own_scores = m * SCORE_PITCH + half * 4;
              let feature#f = min(half * FEATURE_TILES + #f, CHUNKS / 2 - 1) * 4;
              var sums#f = subgroup_matrix_result<f32, 16, 16>();

              // for weights: a quarter of a query's scores
              let row = thread / 4;
              let part = thread % 4;
              let position = i32(rows[tile.x + min(tile_query + row, last_query) / GROUP].position);
              var peak = LOWEST; // weights are relative to it
              var total = 0.0;

              // for loads: some chunks of a position
              let lane = thread % 32;
              let chunk#c = min(thread / 32 + #c * 8, CHUNKS - 1);
              let to#c = lane * PITCH + chunk#c * 2;
              var page = page_of(page_table, begin, last, kv_head);
              var key#c = keys[page + chunk#c * 32 + lane];
              round_keys[to#c] = bitcast<vec4h>(key#c.xy);
              round_keys[to#c + 1] = bitcast<vec4h>(key#c.zw);
              workgroupBarrier();
              for (var base = begin; base <= last; base += 32) {
                let value#c = select(vec4u(), values[page + lane * CHUNKS + chunk#c], base + lane <= last);
                page = page_of(page_table, base + 32, last, kv_head);
                key#c = keys[page + chunk#c * 32 + lane];
                var products = subgroup_matrix_result<f32, 16, 16>();
                for (var d = 0u; d < CHUNKS * 2; d += 4) {
                  let a = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&queries, m * PITCH + d, PITCH);
                  let b = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&round_keys, half * 16 * PITCH + d, PITCH);
                  products = subgroupMatrixMultiplyAccumulate(a, b, products);
                }
                subgroupMatrixStore<row_major>(&scores, own_scores, products, SCORE_PITCH);
                workgroupBarrier();

                ${weigh}
                round_keys[to#c] = bitcast<vec4h>(key#c.xy);
                round_keys[to#c + 1] = bitcast<vec4h>(key#c.zw);
                round_values[to#c] = bitcast<vec4h>(value#c.xy);
                round_values[to#c + 1] = bitcast<vec4h>(value#c.zw);
                let risen = workgroupUniformLoad(&rises);
                var any_risen = 0u;
                any_risen |= risen[#g];
                if (any_risen != 0) {
                  ${rescale}
                }

                for (var p = 0u; p < 8; p += 4) { // 16 positions at a time
                  let a = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&weights, m * WEIGHT_PITCH + p, WEIGHT_PITCH);
                  let b#f = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, row_major>(&round_values, p * 4 * PITCH + feature#f, PITCH);
                  sums#f = subgroupMatrixMultiplyAccumulate(a, b#f, sums#f);
                }
              }

              total += subgroupShuffleXor(total, 1);
              total += subgroupShuffleXor(total, 2);
              let query = tile_query + row;
              let y_row = (tile.x + query / GROUP) * (Y_STRIDE / 4) + (kv_head * GROUP + query % GROUP) * CHUNKS * 2;
              ${results}
            }

            // where the cache keeps a position's page of the head; behind the last one, the last's
            fn page_of(page_table: u32, position: u32, last: u32, kv_head: u32) -> u32 {
              return (pages[page_table + min(position, last) / 32] * KV_HEADS + kv_head) * CHUNKS * 32;
            }

            ${seen}
            """;

    /** Whether there is a kernel for heads like these. */
    public static boolean takes(CacheType cache, int headDim) {
        return cache == CacheType.F16 && headDim % 16 == 0 && headDim <= 128;
    }

    /** Workgroup memory, in bytes: queries, keys and values; scores; weights; whether any rose. */
    public static int memory(int headDim) {
        int rows = (QUERIES + 2 * 32) * (headDim + 8) - 3 * 8;
        return rows * 2 + QUERIES * (9 * 16 + 10 * 8) + 32;
    }

    /** @param y what the result is kept in */
    public static String name(int headDim, Numbers y) {
        return "attention.matrices.f16." + featureTiles(headDim) * 32 + y.suffix();
    }

    /** Tiles of 16 features that a subgroup takes: half of a head's. */
    private static int featureTiles(int headDim) {
        return (headDim + 31) / 32;
    }

    static List<Kernel> variants() {
        return Stream.of(32, 64, 96, 128)
                .flatMap(headDim -> Arrays.stream(Numbers.values()).map(y -> kernel(headDim, y)))
                .toList();
    }

    private static Kernel kernel(int headDim, Numbers y) {
        int tiles = featureTiles(headDim);
        var fillings = Map.of(
                "features",
                Integer.toString(tiles),
                "shape",
                AttentionWgsl.SHAPE,
                "input",
                AttentionWgsl.INPUT,
                "y",
                AttentionMatrixSums.output(y),
                "weigh",
                AttentionMatrixSums.WEIGH,
                "rescale",
                AttentionMatrixSums.rescale(tiles),
                "results",
                AttentionMatrixSums.results(tiles),
                "seen",
                AttentionWgsl.SEEN + AttentionMatrixSums.FOUR_SEEN);
        String text = Unroll.each(Template.fill(TEXT, fillings), 'f', tiles);
        text = Unroll.each(Unroll.each(text, 'c', (tiles + 1) / 2), 's', 2);
        return Kernel.of(name(headDim, y), Unroll.each(text, 'g', WORKGROUP / 32));
    }
}

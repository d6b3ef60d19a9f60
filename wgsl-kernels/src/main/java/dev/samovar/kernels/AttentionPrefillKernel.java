package dev.samovar.kernels;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Attention for prefill on GPUs whose subgroups have one size. A subgroup takes 8 queries, so that a key or value that
 * was read serves 8 of them; keys and values come straight from the cache, only queries and weights go through workgroup
 * memory.
 */
public final class AttentionPrefillKernel {

    /** Queries of a subgroup. */
    public static final int QUERIES = 8;

    private AttentionPrefillKernel() {}

    /**
     * Grid: (tiles, KV_HEADS · ⌈rows of the largest tile · HEADS / KV_HEADS / queries of a workgroup⌉).
     */
    private static final String TEXT = """
            // y = softmax(q . keys * SCALE) . values over the cached positions of each row's sequence, causal.
            //
            // A workgroup takes queries that read the same cached head: query i of a tile of rows is row i / GROUP, head
            // i % GROUP of the group. Each of its subgroups of TEAM lanes takes 8 queries and, a round, 2 * TEAM positions:
            // first a lane is two positions and computes their scores, then CHUNKS lanes are a position's chunks and add up
            // its values. Softmax is online, in base 2. Keys are asked for a chunk ahead, values four reads at a time: compilers
            // leave loops as they are.
            enable subgroups;
            diagnostic(off, subgroup_uniformity);

            override TEAM: u32; // the subgroup's size: at least CHUNKS, at most 32
            override THREADS: u32;
            override CHUNKS: u32 = (HEAD_DIM + 7) / 8;
            override TEAMS: u32 = THREADS / TEAM;
            override AT_ONCE: u32 = TEAM / CHUNKS; // positions whose values are read at once
            override READS: u32 = (2 * TEAM + AT_ONCE - 1) / AT_ONCE; // of values in a round
            ${shape}

            ${cache}

            ${input}
            @group(0) @binding(4) var<storage, read> keys: array<CacheChunk>;
            @group(0) @binding(5) var<storage, read> values: array<CacheChunk>;
            @group(0) @binding(6) var<storage, read_write> y: array<f32>;

            var<workgroup> queries: array<vec4f, TEAMS * 8 * CHUNKS * 2>; // [team][chunk][query][half]
            var<workgroup> weights: array<vec4f, TEAMS * TEAM * 4>; // [team][position][half of the queries]

            @compute @workgroup_size(THREADS)
            fn main(
              @builtin(workgroup_id) workgroup: vec3u,
              @builtin(local_invocation_index) thread: u32,
              @builtin(subgroup_invocation_id) lane: u32,
            ) {
              let tile = tiles[workgroup.x];
              let tile_query = workgroup.y / KV_HEADS * TEAMS * 8;
              let query_count = tile.y * GROUP;
              if (tile_query >= query_count) {
                return;
              }
              let kv_head = workgroup.y % KV_HEADS;
              for (var i = thread; i < TEAMS * 8 * CHUNKS * 2; i += THREADS) {
                let query = min(tile_query + i / (CHUNKS * 2), query_count - 1);
                let c = i % (CHUNKS * 2);
                let source = (tile.x + query / GROUP) * HEADS + kv_head * GROUP + query % GROUP;
                let to = ((i / (CHUNKS * 16) * CHUNKS + c / 2) * 8 + i / (CHUNKS * 2) % 8) * 2 + c % 2;
                queries[to] = q[source * CHUNKS * 2 + c] * (SCALE * LOG2_E);
              }
              workgroupBarrier();

              let team = thread / TEAM;
              let chunk = lane % CHUNKS;
              let turn = lane / CHUNKS; // lanes with turn AT_ONCE are idle when TEAM is no multiple of CHUNKS
              let first_query = tile_query + team * 8;
              let page_table = rows[tile.x].sequence * PAGES;
              let last_query = min(tile_query + TEAMS * 8, query_count) - 1;
              let end = rows[tile.x + last_query / GROUP].position + 1;
              let oldest_position = rows[tile.x + tile_query / GROUP].position;
              let begin = select(0, max(oldest_position + 1, WINDOW) - WINDOW, WINDOW > 0) / 32 * 32;
              let position#j = i32(rows[tile.x + min(first_query + #j, last_query) / GROUP].position);
              var max_score#j = LOWEST;
              var total#j = 0.0;
              var low#j = vec4f();
              var high#j = vec4f();
              for (var base = begin; base < end; base += 2 * TEAM) {
                let at_a = base + lane;
                let at_b = min(at_a + TEAM, (end + 31) / 32 * 32 - 1); // in a page that there is
                let key_a = (pages[page_table + at_a / 32] * KV_HEADS + kv_head) * CHUNKS * 32 + at_a % 32;
                let key_b = (pages[page_table + at_b / 32] * KV_HEADS + kv_head) * CHUNKS * 32 + at_b % 32;
                var next_a = keys[key_a];
                var next_b = keys[key_b];
                var a#j = 0.0;
                var b#j = 0.0;
                for (var c = 0u; c < CHUNKS; c++) {
                  let chunk_a = next_a;
                  let chunk_b = next_b;
                  next_a = keys[key_a + min(c + 1, CHUNKS - 1) * 32];
                  next_b = keys[key_b + min(c + 1, CHUNKS - 1) * 32];
                  let low_a = low_of(chunk_a);
                  let high_a = high_of(chunk_a);
                  let low_b = low_of(chunk_b);
                  let high_b = high_of(chunk_b);
                  let query = (team * CHUNKS + c) * 16;
                  let low_q#j = queries[query + #j * 2];
                  let high_q#j = queries[query + #j * 2 + 1];
                  a#j += dot(low_a, low_q#j) + dot(high_a, high_q#j);
                  b#j += dot(low_b, low_q#j) + dot(high_b, high_q#j);
                }
                a#j = seen(a#j, i32(base + lane), position#j);
                b#j = seen(b#j, i32(base + lane + TEAM), position#j);
                let grown#j = max(max_score#j, subgroupMax(max(a#j, b#j)));
                let keep#j = exp2(max_score#j - grown#j);
                a#j = exp2(a#j - grown#j);
                b#j = exp2(b#j - grown#j);
                max_score#j = grown#j;
                total#j = total#j * keep#j + a#j + b#j;
                low#j *= keep#j;
                high#j *= keep#j;
                let to = (team * TEAM * 2 + lane) * 2;
                weights[to] = vec4f(a0, a1, a2, a3);
                weights[to + 1] = vec4f(a4, a5, a6, a7);
                weights[to + TEAM * 2] = vec4f(b0, b1, b2, b3);
                weights[to + TEAM * 2 + 1] = vec4f(b4, b5, b6, b7);
                workgroupBarrier();
                // a round reaches into two pages at most
                let first_page = (pages[page_table + base / 32] * KV_HEADS + kv_head) * CHUNKS * 32;
                let second_page = (pages[page_table + min(base / 32 + 1, (end - 1) / 32)] * KV_HEADS + kv_head) * CHUNKS * 32;
                for (var r = 0u; r < READS; r += 4) {
                  let p#v = turn + (r + #v) * AT_ONCE;
                  let at#v = min(base + p#v, end - 1);
                  let value#v = values[select(first_page, second_page, at#v / 32 > base / 32) + at#v % 32 * CHUNKS + chunk];
                  let weight#v = (team * TEAM * 2 + min(p#v, 2 * TEAM - 1)) * 2;
                  let some#v = select(vec4f(), weights[weight#v], p#v < 2 * TEAM);
                  let more#v = select(vec4f(), weights[weight#v + 1], p#v < 2 * TEAM);
                  let w#v = array(some#v.x, some#v.y, some#v.z, some#v.w, more#v.x, more#v.y, more#v.z, more#v.w);
                  low#j += w#v[#j] * low_of(value#v);
                  high#j += w#v[#j] * high_of(value#v);
                }
                workgroupBarrier();
              }

              total#j = subgroupAdd(total#j);
              for (var t = 1u; t < AT_ONCE; t++) {
                // the first turn's lanes gather what the others have
                let source = min(chunk + t * CHUNKS, TEAM - 1);
                let other_low#j = subgroupShuffle(low#j, source);
                let other_high#j = subgroupShuffle(high#j, source);
                low#j += select(vec4f(), other_low#j, turn == 0);
                high#j += select(vec4f(), other_high#j, turn == 0);
              }
              if (turn > 0) {
                return;
              }
              write(tile.x, first_query + #j, last_query, kv_head, chunk, low#j / total#j, high#j / total#j);
            }

            fn write(first_row: u32, query: u32, last: u32, kv_head: u32, chunk: u32, low: vec4f, high: vec4f) {
              let to = (first_row + query / GROUP) * Y_STRIDE + (kv_head * GROUP + query % GROUP) * HEAD_DIM;
              for (var i = 0u; i < 8 && chunk * 8 + i < HEAD_DIM && query <= last; i++) {
                y[to + chunk * 8 + i] = select(low[i % 4], high[i % 4], i >= 4);
              }
            }

            ${seen}
            """;

    /** Bytes of workgroup memory. */
    public static int memory(int threads, int team, int headDim) {
        return threads * 64 + threads / team * QUERIES * CacheType.chunks(headDim) * 32;
    }

    public static String name(CacheType type) {
        return "attention.prefill." + type.suffix();
    }

    static List<Kernel> variants() {
        return Arrays.stream(CacheType.values())
                .map(type -> Kernel.of(
                        name(type),
                        Template.fill(
                                Unroll.each(Unroll.each(TEXT, 'v', 4), 'j', 8),
                                Map.of(
                                        "shape", AttentionWgsl.SHAPE,
                                        "input", AttentionWgsl.INPUT,
                                        "cache", type.wgsl(),
                                        "seen", AttentionWgsl.SEEN))))
                .toList();
    }
}

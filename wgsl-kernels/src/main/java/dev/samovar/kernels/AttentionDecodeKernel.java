package dev.samovar.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Attention for decode on GPUs whose subgroups have one size: split over the context, as flash-decoding does. A lane is a
 * position, so scores need no reduction; then it is a chunk of features, and weights come by shuffles. Nothing waits but
 * at the end, and all loads of a round are in flight together.
 */
public final class AttentionDecodeKernel {
    private AttentionDecodeKernel() {}

    /** Grid: (most splits of a row, HEADS / HEADS_AT_ONCE · SHARES, rows); {@link AttentionSplits} counts them. */
    private static final String TEXT = """
            // y = softmax(q . keys * SCALE) . values for one row of each sequence, causal.
            //
            // A workgroup takes HEADS_AT_ONCE query heads that read the same cached head, over one split of the positions,
            // and all of the values' features or a share. Each subgroup of TEAM lanes takes TEAM positions a round: first a
            // lane is a position and computes its score, then OWN lanes are a position's chunks and add up its values.
            // Softmax is online, in base 2.
            //
            // The round's keys and values are asked for together, ${unrolled} chunks at a time. Lines repeat for each of them
            // and for every head; a line that reads beyond the last chunk reads the last one again.
            enable subgroups;
            diagnostic(off, subgroup_uniformity);

            override HEADS: u32;
            override KV_HEADS: u32;
            override HEAD_DIM: u32;
            override SCALE: f32;
            override SOFT_CAP: f32 = 0; // 0: none
            override WINDOW: u32 = 0; // 0: all positions
            override PAGES: u32; // entries of a page table
            override Y_STRIDE: u32; // in floats
            override UNSPLIT: u32; // positions up to which a row is one split
            override MIN_SPLIT: u32; // positions of the shortest split, a multiple of 32
            override MAX_SPLITS: u32;
            override TEAM: u32; // the subgroup's size: at least CHUNKS, at most 32
            override SHARES: u32 = 1; // of a head's chunks of values; more than one have workgroups of their own
            override PARTS_STAY: bool = false; // whether the next projection adds up what all MAX_SPLITS leave
            override THREADS: u32;
            override CHUNKS: u32 = (HEAD_DIM + 7) / 8;
            override OWN: u32 = CHUNKS / SHARES; // chunks of values of a workgroup
            override PAIRED: u32 = (min(HEAD_DIM, OWN * 8) + 1) / 2 * 2; // their features, filled up
            override TEAMS: u32 = THREADS / TEAM;
            override AT_ONCE: u32 = TEAM / OWN; // positions whose values are read at once
            override READS: u32 = (TEAM + AT_ONCE - 1) / AT_ONCE; // of values in a round

            const HEADS_AT_ONCE = ${heads}u; // divides HEADS / KV_HEADS
            const LOWEST = -1e30;
            const LOG2_E = 1.4426950408889634;

            ${row}
            ${cache}

            @group(0) @binding(0) var<storage, read> rows: array<Row>;
            @group(0) @binding(1) var<storage, read> pages: array<u32>;
            @group(0) @binding(2) var<storage, read> q: array<vec4f>; // [row][head][CHUNKS * 2]
            @group(0) @binding(3) var<storage, read> keys: array<CacheChunk>;
            @group(0) @binding(4) var<storage, read> values: array<CacheChunk>;
            @group(0) @binding(5) var<storage, read_write> y: array<${y}>;
            @group(0) @binding(6) var<storage, read_write> parts: array<f32>; // [row][head][MAX_SPLITS][HEAD_DIM + 2]

            var<workgroup> queries: array<vec4f, HEADS_AT_ONCE * CHUNKS * 2>;
            var<workgroup> largest: array<f32, TEAMS * HEADS_AT_ONCE>;
            var<workgroup> totals: array<f32, TEAMS * HEADS_AT_ONCE>;
            var<workgroup> sums: array<vec4f, TEAMS * HEADS_AT_ONCE * OWN * 2>;

            @compute @workgroup_size(THREADS)
            fn main(
              @builtin(workgroup_id) workgroup: vec3u,
              @builtin(local_invocation_index) thread: u32,
              @builtin(subgroup_invocation_id) lane: u32,
            ) {
              let row = rows[workgroup.z];
              let end = row.position + 1;
              let oldest = select(0, max(end, WINDOW) - WINDOW, WINDOW > 0);
              let begin = first_position(end);
              let splits = split_count(end - begin);
              let head = workgroup.y / SHARES * HEADS_AT_ONCE;
              let share = workgroup.y % SHARES * OWN; // its first chunk
              if (workgroup.x >= splits) {
                for (var i = thread * 2; PARTS_STAY && i < HEADS_AT_ONCE * PAIRED; i += THREADS * 2) {
                  leave(workgroup.z, workgroup.x, head + i / PAIRED, share * 8 + i % PAIRED, vec2f(), LOWEST, 0);
                }
                return;
              }
              let split_begin = begin + workgroup.x * split_length(end - begin);
              let split_end = min(end, split_begin + split_length(end - begin));
              let kv_head = head / (HEADS / KV_HEADS);
              let team = thread / TEAM;
              let table = row.sequence * PAGES;
              // the first round's keys are asked for before the queries
              var base = split_begin + team * TEAM;
              var cached = (pages[table + min(base, end - 1) / 32] * KV_HEADS + kv_head) * CHUNKS * 32;
              var key#i = keys[cached + base % 32 + lane + min(#i, CHUNKS - 1) * 32];
              for (var i = thread; i < HEADS_AT_ONCE * CHUNKS * 2; i += THREADS) {
                queries[i] = q[(workgroup.z * HEADS + head) * CHUNKS * 2 + i] * (SCALE * LOG2_E);
              }
              workgroupBarrier();

              let chunk = lane % OWN;
              let turn = lane / OWN; // lanes with turn AT_ONCE are idle when TEAM is no multiple of OWN
              var max_score#h = LOWEST;
              var total#h = 0.0;
              var low#h = vec4f();
              var high#h = vec4f();
              while (base < split_end) {
                let value_at = cached + base % 32 * CHUNKS + share + chunk;
                var value#i = values[value_at + min(turn + #i * AT_ONCE, TEAM - 1) * CHUNKS];
                var score#h = 0.0;
                for (var c = 0u; c < CHUNKS; c += ${unrolled}) {
                  if (c > 0) { key#i = keys[cached + base % 32 + lane + min(c + #i, CHUNKS - 1) * 32]; }
                  if (c + #i < CHUNKS) { score#h += dot_with_query(key#i, (#h * CHUNKS + c + #i) * 2); }
                }
                let seen = base + lane >= oldest && base + lane < split_end;
                base += TEAMS * TEAM;
                let next = (pages[table + min(base, end - 1) / 32] * KV_HEADS + kv_head) * CHUNKS * 32;
                if (base < split_end) { key#i = keys[next + base % 32 + lane + min(#i, CHUNKS - 1) * 32]; }
                score#h = select(LOWEST, capped(score#h), seen);
                let grown#h = max(max_score#h, subgroupMax(score#h));
                let keep#h = exp2(max_score#h - grown#h);
                let weight#h = exp2(score#h - grown#h);
                max_score#h = grown#h;
                total#h = total#h * keep#h + weight#h;
                low#h *= keep#h;
                high#h *= keep#h;
                for (var r = 0u; r < READS; r += ${unrolled}) {
                  if (r + #i < READS) { add(&low#h, &high#h, value#i, weight#h, turn + (r + #i) * AT_ONCE); }
                  if (r + ${unrolled} < READS) { value#i = values[value_at + min(turn + (r + ${unrolled} + #i) * AT_ONCE, TEAM - 1) * CHUNKS]; }
                }
                cached = next;
              }

              total#h = subgroupAdd(total#h);
              for (var t = 1u; t < AT_ONCE; t++) {
                // the first turn's lanes gather what the others have
                let source = min(chunk + t * OWN, TEAM - 1);
                let other_low#h = subgroupShuffle(low#h, source);
                let other_high#h = subgroupShuffle(high#h, source);
                low#h += select(vec4f(), other_low#h, turn == 0);
                high#h += select(vec4f(), other_high#h, turn == 0);
              }
              if (turn == 0) {
                sums[((team * HEADS_AT_ONCE + #h) * OWN + chunk) * 2] = low#h;
                sums[((team * HEADS_AT_ONCE + #h) * OWN + chunk) * 2 + 1] = high#h;
              }
              if (lane == 0) {
                largest[team * HEADS_AT_ONCE + #h] = max_score#h;
                totals[team * HEADS_AT_ONCE + #h] = total#h;
              }
              workgroupBarrier();
              for (var i = thread * 2; i < HEADS_AT_ONCE * PAIRED; i += THREADS * 2) {
                let h = i / PAIRED;
                let own = i % PAIRED;
                let d = share * 8 + own;
                var top = LOWEST;
                for (var t = 0u; t < TEAMS; t++) {
                  top = max(top, largest[t * HEADS_AT_ONCE + h]);
                }
                var sum = vec2f();
                var weight = 0.0;
                for (var t = 0u; t < TEAMS; t++) {
                  let at = t * HEADS_AT_ONCE + h;
                  let factor = exp2(largest[at] - top);
                  let four = sums[at * OWN * 2 + own / 4];
                  weight += factor * totals[at];
                  sum += factor * select(four.xy, four.zw, own % 4 == 2);
                }
                if (PARTS_STAY) {
                  leave(workgroup.z, workgroup.x, head + h, d, sum / weight, top, weight);
                } else if (splits == 1) {
                  store(workgroup.z * Y_STRIDE + (head + h) * HEAD_DIM + d, sum / weight, d);
                } else {
                  let part = ((workgroup.z * HEADS + head + h) * MAX_SPLITS + workgroup.x) * (HEAD_DIM + 2);
                  parts[part + d] = sum.x;
                  if (d + 1 < HEAD_DIM) { parts[part + d + 1] = sum.y; }
                  if (d == 0) {
                    parts[part + HEAD_DIM] = top;
                    parts[part + HEAD_DIM + 1] = weight;
                  }
                }
              }
            }

            ${store}

            // what a split has of a head; y is in halves then, but for largest scores and total weights after all splits
            fn leave(row: u32, split: u32, head: u32, d: u32, pair: vec2f, top: f32, weight: f32) {
              store(row * Y_STRIDE + (split * HEADS + head) * HEAD_DIM + d, pair, d);
              if (d == 0) {
                let word = (row * Y_STRIDE + MAX_SPLITS * HEADS * HEAD_DIM) / 2 + (head * MAX_SPLITS + split) * 2;
                y[word] = bitcast<${y}>(top);
                y[word + 1] = bitcast<${y}>(weight);
              }
            }

            fn dot_with_query(key: CacheChunk, query: u32) -> f32 {
              return dot(low_of(key), queries[query]) + dot(high_of(key), queries[query + 1]);
            }

            // adds what the lane of that number weighs, nothing when there is no such lane
            fn add(low: ptr<function, vec4f>, high: ptr<function, vec4f>, value: CacheChunk, weight: f32, lane: u32) {
              let taken = select(0, subgroupShuffle(weight, min(lane, TEAM - 1)), lane < TEAM);
              *low += taken * low_of(value);
              *high += taken * high_of(value);
            }

            fn capped(score: f32) -> f32 {
              if (SOFT_CAP > 0) {
                return SOFT_CAP * LOG2_E * tanh(clamp(score / (SOFT_CAP * LOG2_E), -15, 15));
              }
              return score;
            }

            ${splits}
            """;

    /** Chunks asked for together; 16 do not fit the registers of a workgroup of 512 threads. */
    private static final List<Integer> CHUNKS_AT_ONCE = List.of(8, 16);

    /** Heads that a workgroup may take at once. */
    private static final List<Integer> HEADS_AT_ONCE = List.of(1, 2);

    /** The most heads at once, not above {@code most}, that divide a group of this many. */
    public static int headsAtOnce(int group, int most) {
        return HEADS_AT_ONCE.stream()
                .filter(heads -> heads <= most && group % heads == 0)
                .reduce(1, Math::max);
    }

    /** Bytes of workgroup memory. */
    public static int memory(int threads, int team, int headsAtOnce, int shares, int headDim) {
        int teams = threads / team;
        int chunks = CacheType.chunks(headDim);
        return headsAtOnce * (chunks * 32 + teams * (chunks / shares * 32 + 8));
    }

    /** Whether the chunks of a head's values come in so many equal shares. */
    public static boolean takes(int shares, int headDim) {
        return shares == 1 || headDim % (CacheType.CHUNK * shares) == 0;
    }

    /** Chunks that few threads best ask for together, as far as a head has them. */
    public static int chunksAtOnce(CacheType type, int headDim) {
        return CacheType.chunks(headDim) > 8 && takes(type, 16) ? 16 : 8;
    }

    /** Chunks of floats are twice as large. */
    private static boolean takes(CacheType type, int chunksAtOnce) {
        return chunksAtOnce == 8 || type != CacheType.F32;
    }

    /**
     * @param headsAtOnce as {@link #headsAtOnce} gives it
     * @param chunksAtOnce 8, or what {@link #chunksAtOnce} gives
     */
    public static String name(CacheType type, int headsAtOnce, int chunksAtOnce, Numbers y) {
        return "attention.decode." + type.suffix() + "." + headsAtOnce + (chunksAtOnce == 8 ? "" : "x" + chunksAtOnce)
                + y.suffix();
    }

    static List<Kernel> variants() {
        List<Kernel> kernels = new ArrayList<>();
        for (CacheType type : CacheType.values()) {
            for (int chunks : CHUNKS_AT_ONCE) {
                for (int heads : takes(type, chunks) ? HEADS_AT_ONCE : List.<Integer>of()) {
                    for (Numbers y : Numbers.values()) {
                        kernels.add(Kernel.of(name(type, heads, chunks, y), text(type, heads, chunks, y)));
                    }
                }
            }
        }
        return kernels;
    }

    private static String text(CacheType type, int heads, int chunks, Numbers y) {
        String text = Template.fill(
                TEXT,
                Map.of(
                        "heads", Integer.toString(heads),
                        "unrolled", Integer.toString(chunks),
                        "row", StepWgsl.ROW,
                        "cache", type.wgsl(),
                        "y", AttentionOutput.type(y),
                        "store", AttentionOutput.wgsl(y),
                        "splits", AttentionSplits.WGSL));
        return Unroll.each(Unroll.each(text, 'i', chunks), 'h', heads);
    }
}

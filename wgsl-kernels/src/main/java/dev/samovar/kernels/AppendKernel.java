package dev.samovar.kernels;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Turns queries and keys by their positions, and puts keys and values into the cache. */
public final class AppendKernel {
    private AppendKernel() {}

    /** Grid: ((HEADS + KV_HEADS) · chunks / 32, rows). */
    private static final String TEXT = """
            // turned = rope(q); cache = rope(k), v. One thread takes a chunk of 8 features of one row, either of a query
            // head or of a key head and its value head. Strides and offsets in floats.
            override HEADS: u32;
            override KV_HEADS: u32;
            override HEAD_DIM: u32;
            override PAIRS: u32; // features i and i + PAIRS turn together; 0 turns none
            override Q_STRIDE: u32;
            override Q_OFFSET: u32 = 0;
            override K_STRIDE: u32;
            override K_OFFSET: u32 = 0;
            override V_STRIDE: u32;
            override V_OFFSET: u32 = 0;
            override CHUNKS: u32 = (HEAD_DIM + 7) / 8;

            ${row}
            ${cache}

            @group(0) @binding(0) var<storage, read> rows: array<Row>;
            @group(0) @binding(1) var<storage, read> rotations: array<vec2f>;
            @group(0) @binding(2) var<storage, read> q: array<f32>;
            @group(0) @binding(3) var<storage, read> k: array<f32>;
            @group(0) @binding(4) var<storage, read> v: array<f32>;
            @group(0) @binding(5) var<storage, read_write> turned: array<vec4f>;
            @group(0) @binding(6) var<storage, read_write> keys: array<CacheChunk>;
            @group(0) @binding(7) var<storage, read_write> values: array<CacheChunk>;

            @compute @workgroup_size(32)
            fn main(@builtin(global_invocation_id) id: vec3u) {
              let row = rows[id.y];
              let first = id.x % CHUNKS * 8;
              var head = id.x / CHUNKS;
              if (head < HEADS) {
                let x = id.y * Q_STRIDE + Q_OFFSET + head * HEAD_DIM;
                let at = ((id.y * HEADS + head) * CHUNKS + id.x % CHUNKS) * 2;
                turned[at] = turned_query(x, first, row.position);
                turned[at + 1] = turned_query(x, first + 4, row.position);
                return;
              }
              head -= HEADS;
              if (head >= KV_HEADS) {
                return;
              }
              let key = id.y * K_STRIDE + K_OFFSET + head * HEAD_DIM;
              let value = id.y * V_STRIDE + V_OFFSET + head * HEAD_DIM;
              let cached = (row.slot / 32 * KV_HEADS + head) * CHUNKS * 32;
              keys[cached + id.x % CHUNKS * 32 + row.slot % 32] =
                chunk_of(turned_key(key, first, row.position), turned_key(key, first + 4, row.position));
              values[cached + row.slot % 32 * CHUNKS + id.x % CHUNKS] = chunk_of(four(value, first), four(value, first + 4));
            }

            fn four(x: u32, first: u32) -> vec4f {
              var y: vec4f;
              for (var j = 0u; j < 4; j++) {
                if (first + j < HEAD_DIM) {
                  y[j] = v[x + first + j];
                }
              }
              return y;
            }

            ${query}

            ${key}

            // cosine and sine of position * frequency[pair], from those of position % 32 and of the rest
            fn rotation(position: u32, pair: u32) -> vec2f {
              let a = rotations[position % 32 * PAIRS + pair];
              let b = rotations[(32 + position / 32) * PAIRS + pair];
              return vec2f(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x);
            }
            """;

    /** WGSL functions cannot take a storage buffer as an argument, so there is one for each. */
    private static final String TURNED = """
            fn turned_${name}(x: u32, first: u32, position: u32) -> vec4f {
              var y: vec4f;
              for (var j = 0u; j < 4; j++) {
                let i = first + j;
                if (i < PAIRS) {
                  let turn = rotation(position, i);
                  y[j] = ${buffer}[x + i] * turn.x - ${buffer}[x + i + PAIRS] * turn.y;
                } else if (i < 2 * PAIRS) {
                  let turn = rotation(position, i - PAIRS);
                  y[j] = ${buffer}[x + i] * turn.x + ${buffer}[x + i - PAIRS] * turn.y;
                } else if (i < HEAD_DIM) {
                  y[j] = ${buffer}[x + i];
                }
              }
              return y;
            }
            """;

    /** Grid: ((HEADS + 2 · KV_HEADS) · CHUNKS / 32, rows). */
    private static final String CHUNKS_TEXT = """
            // turned = rope(q); cache = rope(k), v, where heads and the halves that turn are whole chunks of 8 features. One
            // thread takes a chunk of a query, of a key or of a value; it asks for all it needs at once, and nothing waits for
            // a branch. Strides and offsets in floats.
            override HEADS: u32;
            override KV_HEADS: u32;
            override HEAD_DIM: u32;
            override PAIRS: u32; // features i and i + PAIRS turn together, a multiple of 8; 0 turns none
            override Q_STRIDE: u32;
            override Q_OFFSET: u32 = 0;
            override K_STRIDE: u32;
            override K_OFFSET: u32 = 0;
            override V_STRIDE: u32;
            override V_OFFSET: u32 = 0;
            override CHUNKS: u32 = HEAD_DIM / 8;
            override HALF: u32 = PAIRS / 8; // in chunks

            ${row}
            ${cache}

            @group(0) @binding(0) var<storage, read> rows: array<Row>;
            @group(0) @binding(1) var<storage, read> rotations: array<vec4f>; // two pairs each
            @group(0) @binding(2) var<storage, read> q: array<vec4f>;
            @group(0) @binding(3) var<storage, read> k: array<vec4f>;
            @group(0) @binding(4) var<storage, read> v: array<vec4f>;
            @group(0) @binding(5) var<storage, read_write> turned: array<vec4f>;
            @group(0) @binding(6) var<storage, read_write> keys: array<CacheChunk>;
            @group(0) @binding(7) var<storage, read_write> values: array<CacheChunk>;

            alias Chunk = array<vec4f, 2>;

            @compute @workgroup_size(32)
            fn main(@builtin(global_invocation_id) id: vec3u) {
              let row = rows[id.y];
              let chunk = id.x % CHUNKS;
              let head = id.x / CHUNKS;
              if (head < HEADS) {
                let x = (id.y * Q_STRIDE + Q_OFFSET) / 4 + head * CHUNKS * 2;
                let own = Chunk(q[x + chunk * 2], q[x + chunk * 2 + 1]);
                let other = partner(chunk);
                let y = rotated(own, Chunk(q[x + other * 2], q[x + other * 2 + 1]), chunk, row.position);
                let at = ((id.y * HEADS + head) * CHUNKS + chunk) * 2;
                turned[at] = y[0];
                turned[at + 1] = y[1];
                return;
              }
              let kv_head = (head - HEADS) % KV_HEADS;
              let cached = (row.slot / 32 * KV_HEADS + kv_head) * CHUNKS * 32;
              if (head < HEADS + KV_HEADS) {
                let x = (id.y * K_STRIDE + K_OFFSET) / 4 + kv_head * CHUNKS * 2;
                let own = Chunk(k[x + chunk * 2], k[x + chunk * 2 + 1]);
                let other = partner(chunk);
                let y = rotated(own, Chunk(k[x + other * 2], k[x + other * 2 + 1]), chunk, row.position);
                keys[cached + chunk * 32 + row.slot % 32] = chunk_of(y[0], y[1]);
              } else if (head < HEADS + 2 * KV_HEADS) {
                let x = (id.y * V_STRIDE + V_OFFSET) / 4 + kv_head * CHUNKS * 2;
                values[cached + row.slot % 32 * CHUNKS + chunk] = chunk_of(v[x + chunk * 2], v[x + chunk * 2 + 1]);
              }
            }

            // the chunk that turns with this one; itself where none does
            fn partner(chunk: u32) -> u32 {
              return select(chunk, select(chunk + HALF, chunk - HALF, chunk >= HALF), chunk < 2 * HALF);
            }

            fn rotated(own: Chunk, other: Chunk, chunk: u32, position: u32) -> Chunk {
              let turns = chunk < 2 * HALF;
              let pair = select(0, 4 * select(chunk, chunk - HALF, chunk >= HALF), turns); // in vec4s
              let a = position % 32 * (PAIRS / 2) + pair;
              let b = (32 + position / 32) * (PAIRS / 2) + pair;
              let turn#t = rotation(rotations[a + #t], rotations[b + #t]);
              let sign = select(-1.0, 1.0, chunk >= HALF);
              let low = own[0] * vec4f(turn0.xz, turn1.xz) + sign * other[0] * vec4f(turn0.yw, turn1.yw);
              let high = own[1] * vec4f(turn2.xz, turn3.xz) + sign * other[1] * vec4f(turn2.yw, turn3.yw);
              return Chunk(select(own[0], low, turns), select(own[1], high, turns));
            }

            // cosine and sine of position * frequency for two pairs, from those of position % 32 and of the rest
            fn rotation(a: vec4f, b: vec4f) -> vec4f {
              return vec4f(
                a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x,
                a.z * b.z - a.w * b.w, a.z * b.w + a.w * b.z);
            }
            """;

    /** Whether heads and the halves that turn are whole chunks, which is quicker. */
    public static boolean isWhole(int headDim, int rotaryDim) {
        return headDim % CacheType.CHUNK == 0 && rotaryDim % (2 * CacheType.CHUNK) == 0;
    }

    /** @param whole as {@link #isWhole} says */
    public static String name(CacheType type, boolean whole) {
        return (whole ? "append.chunks." : "append.") + type.suffix();
    }

    static List<Kernel> variants() {
        return Arrays.stream(CacheType.values())
                .flatMap(type -> Stream.of(
                        Kernel.of(name(type, false), features(type)), Kernel.of(name(type, true), chunks(type))))
                .toList();
    }

    private static String features(CacheType type) {
        return Template.fill(
                TEXT,
                Map.of(
                        "row", StepWgsl.ROW,
                        "cache", type.wgsl(),
                        "query", Template.fill(TURNED, Map.of("name", "query", "buffer", "q")),
                        "key", Template.fill(TURNED, Map.of("name", "key", "buffer", "k"))));
    }

    private static String chunks(CacheType type) {
        return Unroll.each(Template.fill(CHUNKS_TEXT, Map.of("row", StepWgsl.ROW, "cache", type.wgsl())), 't', 4);
    }
}

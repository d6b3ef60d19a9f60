package dev.samovar.kernels;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What {@link AppendKernel} does, for heads and turning halves of whole chunks: without branches around loads it waits
 * for memory twice, not once a feature.
 */
public final class AppendChunksKernel {
    private AppendChunksKernel() {}

    /** Grid: ((HEADS + 2 · KV_HEADS) · CHUNKS / 32, rows). */
    private static final String TEXT = """
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

    /** Whether heads and the halves that turn are whole chunks, as the kernel wants. */
    public static boolean takes(int headDim, int rotaryDim) {
        return headDim % CacheType.CHUNK == 0 && rotaryDim % (2 * CacheType.CHUNK) == 0;
    }

    public static String name(CacheType type) {
        return "append.chunks." + type.suffix();
    }

    static List<Kernel> variants() {
        return Arrays.stream(CacheType.values())
                .map(type -> Kernel.of(name(type), text(type)))
                .toList();
    }

    private static String text(CacheType type) {
        return Unroll.each(Template.fill(TEXT, Map.of("row", StepWgsl.ROW, "cache", type.wgsl())), 't', 4);
    }
}

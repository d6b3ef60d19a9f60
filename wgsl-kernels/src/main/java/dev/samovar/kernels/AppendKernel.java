package dev.samovar.kernels;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

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

    public static String name(CacheType type) {
        return "append." + type.suffix();
    }

    static List<Kernel> variants() {
        return Arrays.stream(CacheType.values())
                .map(type -> Kernel.of(name(type), text(type)))
                .toList();
    }

    private static String text(CacheType type) {
        return Template.fill(
                TEXT,
                Map.of(
                        "row", StepWgsl.ROW,
                        "cache", type.wgsl(),
                        "query", Template.fill(TURNED, Map.of("name", "query", "buffer", "q")),
                        "key", Template.fill(TURNED, Map.of("name", "key", "buffer", "k"))));
    }
}

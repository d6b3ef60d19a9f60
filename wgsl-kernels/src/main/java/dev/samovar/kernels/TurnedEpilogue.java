package dev.samovar.kernels;

import java.util.Map;

/**
 * What a projection of queries, keys and values does with its sums in decode: turns queries and keys by their positions
 * and puts keys and values into the cache. Of a head's turning rows, i and i + PAIRS are neighbours, so a tile has two
 * pairs.
 */
final class TurnedEpilogue {
    private TurnedEpilogue() {}

    private static final String TEXT = """
            // turned = rope(q); cache = rope(k), v. Rows: queries' heads, keys' heads, values' heads.
            override HEADS: u32;
            override KV_HEADS: u32;
            override HEAD_DIM: u32; // a multiple of 8
            override PAIRS: u32; // features i and i + PAIRS turn together; even
            override HEAD_TILES: u32 = HEAD_DIM / 4;
            override CHUNKS: u32 = HEAD_DIM / 8;

            ${row}

            @group(0) @binding(3) var<storage, read> rows: array<Row>;
            @group(0) @binding(4) var<storage, read> rotations: array<vec4f>; // two pairs each
            @group(0) @binding(5) var<storage, read_write> turned: array<vec2f>; // [row][head][HEAD_DIM / 2]
            @group(0) @binding(6) var<storage, read_write> keys: array<${two}>; // of the cache, two features each
            @group(0) @binding(7) var<storage, read_write> values: array<${four}>; // four features each

            // asked for early, for the tile that is stored next
            var<private> row: Row;
            var<private> turn: vec4f; // cosine and sine for the tile's two pairs

            fn base(token: u32, tile: u32) -> vec4f {
              row = rows[token];
              let pairs = tile % HEAD_TILES % (PAIRS / 2);
              let a = rotations[row.position % 32 * (PAIRS / 2) + pairs];
              let b = rotations[(32 + row.position / 32) * (PAIRS / 2) + pairs];
              turn = vec4f(
                a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x,
                a.z * b.z - a.w * b.w, a.z * b.w + a.w * b.z);
              return vec4f();
            }

            fn store(token: u32, tile: u32, sums: vec4f) {
              let head = tile / HEAD_TILES;
              let within = tile % HEAD_TILES;
              let page = row.slot / 32;
              let place = row.slot % 32;
              if (head >= HEADS + KV_HEADS) {
                let chunk = ((page * KV_HEADS + head - HEADS - KV_HEADS) * 32 + place) * CHUNKS + within / 2;
                values[chunk * 2 + within % 2] = ${store_four};
                return;
              }
              // two features from first on, two from second on
              let turns = within < PAIRS / 2;
              let first = select(within * 4, within * 2, turns);
              let second = first + select(2, PAIRS, turns);
              let low = select(sums.xy, sums.xz * turn.xz - sums.yw * turn.yw, turns);
              let high = select(sums.zw, sums.yw * turn.xz + sums.xz * turn.yw, turns);
              if (head < HEADS) {
                let query = (token * HEADS + head) * HEAD_DIM;
                turned[(query + first) / 2] = low;
                turned[(query + second) / 2] = high;
              } else {
                let key = (page * KV_HEADS + head - HEADS) * CHUNKS;
                keys[((key + first / 8) * 32 + place) * 4 + first % 8 / 2] = ${store_low};
                keys[((key + second / 8) * 32 + place) * 4 + second % 8 / 2] = ${store_high};
              }
            }
            """;

    /** For caches of floats or halves, whose features are numbers of their own. */
    static String wgsl(CacheType cache) {
        boolean halves = cache == CacheType.F16;
        return Template.fill(
                TEXT,
                Map.of(
                        "row", StepWgsl.ROW,
                        "two", halves ? "u32" : "vec2f",
                        "four", halves ? "vec2u" : "vec4f",
                        "store_four", halves ? "vec2u(pack2x16float(sums.xy), pack2x16float(sums.zw))" : "sums",
                        "store_low", halves ? "pack2x16float(low)" : "low",
                        "store_high", halves ? "pack2x16float(high)" : "high"));
    }
}

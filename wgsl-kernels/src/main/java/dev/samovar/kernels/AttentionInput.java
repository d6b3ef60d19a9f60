package dev.samovar.kernels;

/** Where decode attention finds queries, and the keys and values of the rows themselves. */
public enum AttentionInput {
    /** {@link AppendKernel} turned queries and put keys and values into the cache. */
    APPENDED("attention.decode.", """
            @group(0) @binding(0) var<storage, read> rows: array<Row>;
            @group(0) @binding(1) var<storage, read> pages: array<u32>;
            @group(0) @binding(2) var<storage, read> q: array<vec4f>; // [row][head][CHUNKS * 2]
            @group(0) @binding(3) var<storage, read> keys: array<CacheChunk>;
            @group(0) @binding(4) var<storage, read> values: array<CacheChunk>;
            @group(0) @binding(5) var<storage, read_write> y: array<f32>;
            @group(0) @binding(6) var<storage, read_write> parts: array<f32>; // [row][head][MAX_SPLITS][HEAD_DIM + 2]

            const OWN = 0u; // positions that are not in the cache

            fn prepare(thread: u32, row: u32, head: u32, last: bool) {
              for (var i = thread; i < HEADS_AT_ONCE * CHUNKS * 2; i += THREADS) {
                queries[i] = q[(row * HEADS + head) * CHUNKS * 2 + i] * (SCALE * LOG2_E);
              }
            }
            """),

    /**
     * The kernel turns queries and keys itself, and the first of the workgroups that read a key head over the row's last
     * split puts the row's key and value into the cache. No other row of the step may see them.
     */
    PROJECTED("attention.append.", """
            override PAIRS: u32; // features i and i + PAIRS turn together; 0 turns none
            override STRIDE: u32; // of a row of projected, in floats, and where its queries, keys and values begin
            override Q_OFFSET: u32;
            override K_OFFSET: u32;
            override V_OFFSET: u32;

            @group(0) @binding(0) var<storage, read> rows: array<Row>;
            @group(0) @binding(1) var<storage, read> pages: array<u32>;
            @group(0) @binding(2) var<storage, read> rotations: array<vec2f>;
            @group(0) @binding(3) var<storage, read> projected: array<f32>;
            @group(0) @binding(4) var<storage, read_write> keys: array<CacheChunk>;
            @group(0) @binding(5) var<storage, read_write> values: array<CacheChunk>;
            @group(0) @binding(6) var<storage, read_write> y: array<f32>;
            @group(0) @binding(7) var<storage, read_write> parts: array<f32>; // [row][head][MAX_SPLITS][HEAD_DIM + 2]

            const OWN = 1u; // positions that are not in the cache

            // a thread takes a chunk: of a query, of the key or of the value
            fn prepare(thread: u32, row: u32, head: u32, last: bool) {
              let position = rows[row].position;
              let slot = rows[row].slot;
              let kv_head = head / (HEADS / KV_HEADS);
              let appends = last && head % (HEADS / KV_HEADS) == 0;
              for (var i = thread; i < (HEADS_AT_ONCE + 2) * CHUNKS; i += THREADS) {
                let chunk = i % CHUNKS;
                if (i < HEADS_AT_ONCE * CHUNKS) {
                  let x = row * STRIDE + Q_OFFSET + (head + i / CHUNKS) * HEAD_DIM;
                  queries[i * 2] = turned(x, chunk * 8, position) * (SCALE * LOG2_E);
                  queries[i * 2 + 1] = turned(x, chunk * 8 + 4, position) * (SCALE * LOG2_E);
                } else if (i < (HEADS_AT_ONCE + 1) * CHUNKS) {
                  let x = row * STRIDE + K_OFFSET + kv_head * HEAD_DIM;
                  let key = chunk_of(turned(x, chunk * 8, position), turned(x, chunk * 8 + 4, position));
                  own_key[chunk] = key;
                  if (appends) { keys[(slot / 32 * KV_HEADS + kv_head) * CHUNKS * 32 + chunk * 32 + slot % 32] = key; }
                } else {
                  let x = row * STRIDE + V_OFFSET + kv_head * HEAD_DIM;
                  let value = chunk_of(four(x, chunk * 8), four(x, chunk * 8 + 4));
                  own_value[chunk] = value;
                  if (appends) { values[(slot / 32 * KV_HEADS + kv_head) * CHUNKS * 32 + slot % 32 * CHUNKS + chunk] = value; }
                }
              }
            }

            fn four(x: u32, first: u32) -> vec4f {
              var y: vec4f;
              for (var j = 0u; j < 4; j++) {
                if (first + j < HEAD_DIM) { y[j] = projected[x + first + j]; }
              }
              return y;
            }

            """ + RotationTable.turned("turned", "projected") + "\n" + RotationTable.WGSL);

    private final String family;
    private final String wgsl;

    AttentionInput(String family, String wgsl) {
        this.family = family;
        this.wgsl = wgsl;
    }

    /** The first parts of the kernels' names. */
    String family() {
        return family;
    }

    /** Bindings and {@code prepare(thread, row, head, last)}, which fills {@code queries} and what is the row's own. */
    String wgsl() {
        return wgsl;
    }
}

// turned = rope(q); cache = rope(k), v. One thread takes 16 numbers of a head: eight pairs that turn, or 16
// features that do not. Strides in floats.
override HEADS: u32;
override KV_HEADS: u32;
override HEAD_DIM: u32; // a multiple of 16
override PAIRS: u32; // of each head, a multiple of 8
override X_STRIDE: u32;
override CHUNKS: u32 = HEAD_DIM / 8;
override SHARES: u32 = (HEAD_DIM + 15) / 16; // of a head

struct Row {
  token: u32,    // 0xffffffff: tokens[sequence * TOKEN_STRIDE + position]
  position: u32, // in the row's sequence
  sequence: u32, // whose page table is pages[sequence * PAGES ...]
  slot: u32,     // where the cache keeps this position
}
alias CacheChunk = vec4u;
fn chunk_of(low: vec4f, high: vec4f) -> CacheChunk {
  return vec4u(pack2x16float(low.xy), pack2x16float(low.zw), pack2x16float(high.xy), pack2x16float(high.zw));
}
fn low_of(chunk: CacheChunk) -> vec4f { return vec4f(unpack2x16float(chunk.x), unpack2x16float(chunk.y)); }
fn high_of(chunk: CacheChunk) -> vec4f { return vec4f(unpack2x16float(chunk.z), unpack2x16float(chunk.w)); }

@group(0) @binding(0) var<storage, read> rows: array<Row>;
@group(0) @binding(1) var<storage, read> rotations: array<vec4f>; // two pairs each
@group(0) @binding(2) var<storage, read> x: array<vec4f>; // queries, keys and values of each row
@group(0) @binding(3) var<storage, read_write> turned: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> keys: array<CacheChunk>;
@group(0) @binding(5) var<storage, read_write> values: array<CacheChunk>;

@compute @workgroup_size(32)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = rows[id.y];
  let head = id.x / SHARES;
  let share = id.x % SHARES;
  if (head >= HEADS + 2 * KV_HEADS) {
    return;
  }
  let turns = share * 8 < PAIRS && head < HEADS + KV_HEADS;
  // the first chunk and the second that the numbers make
  let chunk = select(share * 2, share, turns);
  let second = chunk + select(1, PAIRS / 8, turns);
  let at = (id.y * X_STRIDE + head * HEAD_DIM + share * 16) / 4;
  let pairs = select(0, share * 4, turns); // in vec4s
  let a = row.position % 32 * (PAIRS / 2) + pairs;
  let b = (32 + row.position / 32) * (PAIRS / 2) + pairs;
  let x0 = x[at + 0];
  let x1 = x[at + 1];
  let x2 = x[at + 2];
  let x3 = x[at + 3];
  let turn0 = rotation(rotations[a + 0], rotations[b + 0]);
  let turn1 = rotation(rotations[a + 1], rotations[b + 1]);
  let turn2 = rotation(rotations[a + 2], rotations[b + 2]);
  let turn3 = rotation(rotations[a + 3], rotations[b + 3]);
  let low0 = x0.xz * turn0.xz - x0.yw * turn0.yw;
  let low1 = x1.xz * turn1.xz - x1.yw * turn1.yw;
  let low2 = x2.xz * turn2.xz - x2.yw * turn2.yw;
  let low3 = x3.xz * turn3.xz - x3.yw * turn3.yw;
  let high0 = x0.yw * turn0.xz + x0.xz * turn0.yw;
  let high1 = x1.yw * turn1.xz + x1.xz * turn1.yw;
  let high2 = x2.yw * turn2.xz + x2.xz * turn2.yw;
  let high3 = x3.yw * turn3.xz + x3.xz * turn3.yw;
  let y0 = select(x0, vec4f(low0, low1), turns);
  let y1 = select(x1, vec4f(low2, low3), turns);
  let y2 = select(x2, vec4f(high0, high1), turns);
  let y3 = select(x3, vec4f(high2, high3), turns);
  if (head < HEADS) {
    let query = (id.y * HEADS + head) * CHUNKS;
    turned[(query + chunk) * 2] = y0;
    turned[(query + chunk) * 2 + 1] = y1;
    turned[(query + second) * 2] = y2;
    turned[(query + second) * 2 + 1] = y3;
  } else if (head < HEADS + KV_HEADS) {
    let key = (row.slot / 32 * KV_HEADS + head - HEADS) * CHUNKS;
    keys[(key + chunk) * 32 + row.slot % 32] = chunk_of(y0, y1);
    keys[(key + second) * 32 + row.slot % 32] = chunk_of(y2, y3);
  } else {
    let value = ((row.slot / 32 * KV_HEADS + head - HEADS - KV_HEADS) * 32 + row.slot % 32) * CHUNKS;
    values[value + chunk] = chunk_of(y0, y1);
    values[value + second] = chunk_of(y2, y3);
  }
}

// cosine and sine of position * frequency for two pairs, from those of position % 32 and of the rest
fn rotation(a: vec4f, b: vec4f) -> vec4f {
  return vec4f(
    a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x,
    a.z * b.z - a.w * b.w, a.z * b.w + a.w * b.z);
}

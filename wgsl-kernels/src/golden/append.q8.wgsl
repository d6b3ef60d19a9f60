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

struct Row {
  token: u32,    // 0xffffffff: tokens[sequence * TOKEN_STRIDE + position]
  position: u32, // in the row's sequence
  sequence: u32, // whose page table is pages[sequence * PAGES ...]
  slot: u32,     // where the cache keeps this position
}
alias CacheChunk = vec2u;
fn chunk_of(low: vec4f, high: vec4f) -> CacheChunk {
  let both = max(abs(low), abs(high));
  let largest = max(max(both.x, both.y), max(both.z, both.w));
  let step = clamp(ceil(log2(max(largest, 1e-30) / 63) * 8) + 128, 0, 255);
  let inverse = exp2(16 - step / 8);
  return vec2u(four_codes(low * inverse, u32(step) & 15), four_codes(high * inverse, u32(step) >> 4));
}
fn four_codes(x: vec4f, scale: u32) -> u32 {
  let codes = vec4u(vec4i(round(clamp(x, vec4f(-63), vec4f(63))))) & vec4u(127);
  return codes.x | (codes.y << 7) | (codes.z << 14) | (codes.w << 21) | (scale << 28);
}
fn low_of(chunk: CacheChunk) -> vec4f { return four_numbers(chunk.x) * cache_scale(chunk); }
fn high_of(chunk: CacheChunk) -> vec4f { return four_numbers(chunk.y) * cache_scale(chunk); }
fn four_numbers(codes: u32) -> vec4f {
  return vec4f((vec4i(bitcast<i32>(codes)) << vec4u(25, 18, 11, 4)) >> vec4u(25));
}
fn cache_scale(chunk: CacheChunk) -> f32 {
  return exp2(f32((chunk.x >> 28) | ((chunk.y >> 28) << 4)) / 8 - 16);
}

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

fn turned_query(x: u32, first: u32, position: u32) -> vec4f {
  var y: vec4f;
  for (var j = 0u; j < 4; j++) {
    let i = first + j;
    if (i < PAIRS) {
      let turn = rotation(position, i);
      y[j] = q[x + i] * turn.x - q[x + i + PAIRS] * turn.y;
    } else if (i < 2 * PAIRS) {
      let turn = rotation(position, i - PAIRS);
      y[j] = q[x + i] * turn.x + q[x + i - PAIRS] * turn.y;
    } else if (i < HEAD_DIM) {
      y[j] = q[x + i];
    }
  }
  return y;
}

fn turned_key(x: u32, first: u32, position: u32) -> vec4f {
  var y: vec4f;
  for (var j = 0u; j < 4; j++) {
    let i = first + j;
    if (i < PAIRS) {
      let turn = rotation(position, i);
      y[j] = k[x + i] * turn.x - k[x + i + PAIRS] * turn.y;
    } else if (i < 2 * PAIRS) {
      let turn = rotation(position, i - PAIRS);
      y[j] = k[x + i] * turn.x + k[x + i - PAIRS] * turn.y;
    } else if (i < HEAD_DIM) {
      y[j] = k[x + i];
    }
  }
  return y;
}

// cosine and sine of position * frequency[pair], from those of position % 32 and of the rest
fn rotation(position: u32, pair: u32) -> vec2f {
  let a = rotations[position % 32 * PAIRS + pair];
  let b = rotations[(32 + position / 32) * PAIRS + pair];
  return vec2f(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x);
}

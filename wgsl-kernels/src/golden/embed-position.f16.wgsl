// y[t] = table[position of row t]; one thread takes 8 features of a row. A table may come in parts.
override FIRST: u32 = 0; // the table's row that is row 0 of this part
override COUNT: u32; // rows of this part
override POSITION_OFFSET: u32 = 0;
override TOKEN_STRIDE: u32;
override Y_STRIDE: u32; // in vec4s

struct Row {
  token: u32,    // 0xffffffff: tokens[sequence * TOKEN_STRIDE + position]
  position: u32, // in the row's sequence
  sequence: u32, // whose page table is pages[sequence * PAGES ...]
  slot: u32,     // where the cache keeps this position
}

@group(0) @binding(0) var<storage, read> weights: array<vec4u>;
@group(0) @binding(1) var<storage, read> rows: array<Row>;
@group(0) @binding(2) var<storage, read_write> tokens: array<u32>; // [sequence][TOKEN_STRIDE]
@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;

override SLICES: u32; // tiles along the columns
override GROUP_SLICES: u32; // slices that share a scale
override SCALES: u32; // where scales begin in weights

struct Tile { low: mat4x4f, high: mat4x4f }
struct Scales { scale: vec4f, minimum: vec4f }

fn tile_at(tile: u32, slice: u32) -> Tile {
  let at = (tile * SLICES + slice) * 4;
  let k01 = halves(weights[at]);
  let k23 = halves(weights[at + 1]);
  let k45 = halves(weights[at + 2]);
  let k67 = halves(weights[at + 3]);
  return Tile(mat4x4f(k01[0], k01[1], k23[0], k23[1]), mat4x4f(k45[0], k45[1], k67[0], k67[1]));
}

fn halves(q: vec4u) -> mat2x4f {
  let r0 = unpack2x16float(q.x);
  let r1 = unpack2x16float(q.y);
  let r2 = unpack2x16float(q.z);
  let r3 = unpack2x16float(q.w);
  return mat2x4f(vec4f(r0.x, r1.x, r2.x, r3.x), vec4f(r0.y, r1.y, r2.y, r3.y));
}

const HAS_MINIMUM = false;
const X_LOW = vec4f(1);
const X_HIGH = vec4f(1);

fn scales_at(tile: u32, group: u32) -> Scales {
  return Scales(vec4f(1), vec4f());
}

@compute @workgroup_size(32)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let slice = id.x;
  let row = rows[id.y];
  let index = row.position + POSITION_OFFSET - FIRST;
  if (slice >= SLICES || index >= COUNT) {
    return;
  }
  let tile = index / 4;
  let r = index % 4;
  let w = tile_at(tile, slice);
  let scales = scales_at(tile, slice / GROUP_SLICES);
  let low = transpose(w.low)[r] * X_LOW;
  let high = transpose(w.high)[r] * X_HIGH;
  let at = id.y * Y_STRIDE + slice * 2;
  y[at] = low * scales.scale[r] + scales.minimum[r];
  y[at + 1] = high * scales.scale[r] + scales.minimum[r];
}

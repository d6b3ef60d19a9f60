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

const HAS_MINIMUM = true;
const X_LOW = vec4f(1, 1, 1.0 / 16, 1.0 / 16);
const X_HIGH = vec4f(1.0 / 256, 1.0 / 256, 1.0 / 4096, 1.0 / 4096);

fn tile_at(tile: u32, slice: u32) -> Tile {
  let even = bitcast<vec4i>(weights[tile * SLICES + slice]);
  let odd = even >> vec4u(16);
  return Tile(
    mat4x4f(vec4f(even & vec4i(0xf)), vec4f(odd & vec4i(0xf)), vec4f(even & vec4i(0xf0)), vec4f(odd & vec4i(0xf0))),
    mat4x4f(vec4f(even & vec4i(0xf00)), vec4f(odd & vec4i(0xf00)), vec4f(even & vec4i(0xf000)), vec4f(odd & vec4i(0xf000))));
}

fn scales_at(tile: u32, group: u32) -> Scales {
  let words = weights[SCALES + tile * (SLICES / GROUP_SLICES) + group];
  let r0 = unpack2x16float(words.x);
  let r1 = unpack2x16float(words.y);
  let r2 = unpack2x16float(words.z);
  let r3 = unpack2x16float(words.w);
  return Scales(vec4f(r0.x, r1.x, r2.x, r3.x), vec4f(r0.y, r1.y, r2.y, r3.y));
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

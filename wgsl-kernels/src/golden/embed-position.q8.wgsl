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

const HAS_MINIMUM = false;
const X_LOW = vec4f(1);
const X_HIGH = vec4f(1);

fn tile_at(tile: u32, slice: u32) -> Tile {
  let at = (tile * SLICES + slice) * 2;
  return Tile(bytes(bitcast<vec4i>(weights[at])), bytes(bitcast<vec4i>(weights[at + 1])));
}

fn bytes(q: vec4i) -> mat4x4f {
  let b = vec4u(24);
  return mat4x4f(vec4f((q << b) >> b), vec4f((q << vec4u(16)) >> b), vec4f((q << vec4u(8)) >> b), vec4f(q >> b));
}

fn scales_at(tile: u32, group: u32) -> Scales {
  let at = tile * (SLICES / GROUP_SLICES) + group;
  let pair = weights[SCALES + at / 2];
  let halves = select(pair.xy, pair.zw, at % 2 == 1);
  return Scales(vec4f(unpack2x16float(halves.x), unpack2x16float(halves.y)), vec4f());
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

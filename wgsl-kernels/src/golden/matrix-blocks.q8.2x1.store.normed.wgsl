// y = x * weights^T + bias: a thread takes 2 tiles of 4 rows and 1 tokens, on its own.
override WORKGROUP: u32 = 16;
override TILES: u32;
override X_STRIDE: u32; // in vec4s
override X_OFFSET: u32 = 0;

@group(0) @binding(0) var<storage, read> weights: array<vec4u>;
@group(0) @binding(1) var<storage, read> bias: array<vec4f>;
@group(0) @binding(2) var<storage, read> x: array<vec4f>;
override Y_STRIDE: u32; // in vec4s
override Y_OFFSET: u32 = 0;

@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;

fn base(token: u32, tile: u32) -> vec4f { return vec4f(); }

fn store(token: u32, tile: u32, sums: vec4f) {
  y[token * Y_STRIDE + Y_OFFSET + tile] = sums;
}

override EPS: f32;

@group(0) @binding(4) var<storage, read> gain: array<vec4f>;

fn gained(x: vec4f, at: u32) -> vec4f { return x * gain[at]; }
fn slice_squares(token: u32, slice: u32, low: vec4f, high: vec4f) -> f32 { return dot(low, low) + dot(high, high); }
fn norm_factor(squares: f32) -> f32 { return inverseSqrt(squares / f32(SLICES * 8) + EPS); }
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

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x * 2 >= TILES) {
    return;
  }
  let token = id.y * 1;
  let tile0 = min(id.x * 2 + 0, TILES - 1); // the last one again, where they run out
  let tile1 = min(id.x * 2 + 1, TILES - 1); // the last one again, where they run out
  let x0 = (token + 0) * X_STRIDE + X_OFFSET;
  var y0_0 = vec4f();
  var y1_0 = vec4f();
  var squares0 = 0.0;
  for (var group = 0u; group < SLICES / GROUP_SLICES; group++) {
    var sum0_0 = vec4f();
    var sum1_0 = vec4f();
    var total0 = vec4f();
    for (var slice = group * GROUP_SLICES; slice < (group + 1) * GROUP_SLICES; slice++) {
      let raw_low0 = x[x0 + slice * 2];
      let raw_high0 = x[x0 + slice * 2 + 1];
      squares0 += slice_squares(token + 0, slice, raw_low0, raw_high0);
      let low0 = gained(raw_low0, slice * 2);
      let high0 = gained(raw_high0, slice * 2 + 1);
      if (HAS_MINIMUM) { total0 += low0 + high0; }
      let scaled_low0 = low0 * X_LOW;
      let scaled_high0 = high0 * X_HIGH;
      let w0 = tile_at(tile0, slice);
      let w1 = tile_at(tile1, slice);
      sum0_0 += w0.low * scaled_low0 + w0.high * scaled_high0;
      sum1_0 += w1.low * scaled_low0 + w1.high * scaled_high0;
    }
    let scales0 = scales_at(tile0, group);
    let scales1 = scales_at(tile1, group);
    y0_0 += scales0.scale * sum0_0;
    y1_0 += scales1.scale * sum1_0;
    if (HAS_MINIMUM) { y0_0 += scales0.minimum * dot(total0, vec4f(1)); }
    if (HAS_MINIMUM) { y1_0 += scales1.minimum * dot(total0, vec4f(1)); }
  }
  if (id.x * 2 + 0 < TILES) { store(token + 0, tile0, bias[tile0] + base(token + 0, tile0) + y0_0 * norm_factor(squares0)); }
  if (id.x * 2 + 1 < TILES) { store(token + 0, tile1, bias[tile1] + base(token + 0, tile1) + y1_0 * norm_factor(squares0)); }
}

// y = x * weights^T + bias: a thread takes 2 tiles of 4 rows and 4 tokens, on its own.
override WORKGROUP: u32 = 16;
override TILES: u32;
override X_STRIDE: u32; // in vec4s
override X_OFFSET: u32 = 0;

@group(0) @binding(0) var<storage, read> weights: array<vec4u>;
@group(0) @binding(1) var<storage, read> bias: array<vec4f>;
@group(0) @binding(2) var<storage, read> x: array<vec4f>;
override Y_STRIDE: u32; // in vec4s
override Y_OFFSET: u32 = 0;
override RESIDUAL_STRIDE: u32; // in vec4s
override RESIDUAL_OFFSET: u32 = 0;

@group(0) @binding(3) var<storage, read> residual: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> y: array<vec4f>;

fn base(token: u32, tile: u32) -> vec4f { return residual[token * RESIDUAL_STRIDE + RESIDUAL_OFFSET + tile]; }

fn store(token: u32, tile: u32, sums: vec4f) {
  y[token * Y_STRIDE + Y_OFFSET + tile] = sums;
}

fn gained(x: vec4f, at: u32) -> vec4f { return x; }
fn slice_squares(token: u32, slice: u32, low: vec4f, high: vec4f) -> f32 { return 0; }
fn norm_factor(squares: f32) -> f32 { return 1; }
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
  let at = tile * (SLICES / GROUP_SLICES) + group;
  let pair = weights[SCALES + at / 2];
  let halves = select(pair.xy, pair.zw, at % 2 == 1);
  let scale = vec4f(unpack2x16float(halves.x), unpack2x16float(halves.y));
  return Scales(scale, -8 * scale);
}

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x * 2 >= TILES) {
    return;
  }
  let token = id.y * 4;
  let tile0 = min(id.x * 2 + 0, TILES - 1); // the last one again, where they run out
  let tile1 = min(id.x * 2 + 1, TILES - 1); // the last one again, where they run out
  let x0 = (token + 0) * X_STRIDE + X_OFFSET;
  let x1 = (token + 1) * X_STRIDE + X_OFFSET;
  let x2 = (token + 2) * X_STRIDE + X_OFFSET;
  let x3 = (token + 3) * X_STRIDE + X_OFFSET;
  var y0_0 = vec4f();
  var y0_1 = vec4f();
  var y0_2 = vec4f();
  var y0_3 = vec4f();
  var y1_0 = vec4f();
  var y1_1 = vec4f();
  var y1_2 = vec4f();
  var y1_3 = vec4f();
  var squares0 = 0.0;
  var squares1 = 0.0;
  var squares2 = 0.0;
  var squares3 = 0.0;
  for (var group = 0u; group < SLICES / GROUP_SLICES; group++) {
    var sum0_0 = vec4f();
    var sum0_1 = vec4f();
    var sum0_2 = vec4f();
    var sum0_3 = vec4f();
    var sum1_0 = vec4f();
    var sum1_1 = vec4f();
    var sum1_2 = vec4f();
    var sum1_3 = vec4f();
    var total0 = vec4f();
    var total1 = vec4f();
    var total2 = vec4f();
    var total3 = vec4f();
    for (var slice = group * GROUP_SLICES; slice < (group + 1) * GROUP_SLICES; slice++) {
      let raw_low0 = x[x0 + slice * 2];
      let raw_low1 = x[x1 + slice * 2];
      let raw_low2 = x[x2 + slice * 2];
      let raw_low3 = x[x3 + slice * 2];
      let raw_high0 = x[x0 + slice * 2 + 1];
      let raw_high1 = x[x1 + slice * 2 + 1];
      let raw_high2 = x[x2 + slice * 2 + 1];
      let raw_high3 = x[x3 + slice * 2 + 1];
      squares0 += slice_squares(token + 0, slice, raw_low0, raw_high0);
      squares1 += slice_squares(token + 1, slice, raw_low1, raw_high1);
      squares2 += slice_squares(token + 2, slice, raw_low2, raw_high2);
      squares3 += slice_squares(token + 3, slice, raw_low3, raw_high3);
      let low0 = gained(raw_low0, slice * 2);
      let low1 = gained(raw_low1, slice * 2);
      let low2 = gained(raw_low2, slice * 2);
      let low3 = gained(raw_low3, slice * 2);
      let high0 = gained(raw_high0, slice * 2 + 1);
      let high1 = gained(raw_high1, slice * 2 + 1);
      let high2 = gained(raw_high2, slice * 2 + 1);
      let high3 = gained(raw_high3, slice * 2 + 1);
      if (HAS_MINIMUM) { total0 += low0 + high0; }
      if (HAS_MINIMUM) { total1 += low1 + high1; }
      if (HAS_MINIMUM) { total2 += low2 + high2; }
      if (HAS_MINIMUM) { total3 += low3 + high3; }
      let scaled_low0 = low0 * X_LOW;
      let scaled_low1 = low1 * X_LOW;
      let scaled_low2 = low2 * X_LOW;
      let scaled_low3 = low3 * X_LOW;
      let scaled_high0 = high0 * X_HIGH;
      let scaled_high1 = high1 * X_HIGH;
      let scaled_high2 = high2 * X_HIGH;
      let scaled_high3 = high3 * X_HIGH;
      let w0 = tile_at(tile0, slice);
      let w1 = tile_at(tile1, slice);
      sum0_0 += w0.low * scaled_low0 + w0.high * scaled_high0;
      sum0_1 += w0.low * scaled_low1 + w0.high * scaled_high1;
      sum0_2 += w0.low * scaled_low2 + w0.high * scaled_high2;
      sum0_3 += w0.low * scaled_low3 + w0.high * scaled_high3;
      sum1_0 += w1.low * scaled_low0 + w1.high * scaled_high0;
      sum1_1 += w1.low * scaled_low1 + w1.high * scaled_high1;
      sum1_2 += w1.low * scaled_low2 + w1.high * scaled_high2;
      sum1_3 += w1.low * scaled_low3 + w1.high * scaled_high3;
    }
    let scales0 = scales_at(tile0, group);
    let scales1 = scales_at(tile1, group);
    y0_0 += scales0.scale * sum0_0;
    y0_1 += scales0.scale * sum0_1;
    y0_2 += scales0.scale * sum0_2;
    y0_3 += scales0.scale * sum0_3;
    y1_0 += scales1.scale * sum1_0;
    y1_1 += scales1.scale * sum1_1;
    y1_2 += scales1.scale * sum1_2;
    y1_3 += scales1.scale * sum1_3;
    if (HAS_MINIMUM) { y0_0 += scales0.minimum * dot(total0, vec4f(1)); }
    if (HAS_MINIMUM) { y0_1 += scales0.minimum * dot(total1, vec4f(1)); }
    if (HAS_MINIMUM) { y0_2 += scales0.minimum * dot(total2, vec4f(1)); }
    if (HAS_MINIMUM) { y0_3 += scales0.minimum * dot(total3, vec4f(1)); }
    if (HAS_MINIMUM) { y1_0 += scales1.minimum * dot(total0, vec4f(1)); }
    if (HAS_MINIMUM) { y1_1 += scales1.minimum * dot(total1, vec4f(1)); }
    if (HAS_MINIMUM) { y1_2 += scales1.minimum * dot(total2, vec4f(1)); }
    if (HAS_MINIMUM) { y1_3 += scales1.minimum * dot(total3, vec4f(1)); }
  }
  if (id.x * 2 + 0 < TILES) { store(token + 0, tile0, bias[tile0] + base(token + 0, tile0) + y0_0 * norm_factor(squares0)); }
  if (id.x * 2 + 0 < TILES) { store(token + 1, tile0, bias[tile0] + base(token + 1, tile0) + y0_1 * norm_factor(squares1)); }
  if (id.x * 2 + 0 < TILES) { store(token + 2, tile0, bias[tile0] + base(token + 2, tile0) + y0_2 * norm_factor(squares2)); }
  if (id.x * 2 + 0 < TILES) { store(token + 3, tile0, bias[tile0] + base(token + 3, tile0) + y0_3 * norm_factor(squares3)); }
  if (id.x * 2 + 1 < TILES) { store(token + 0, tile1, bias[tile1] + base(token + 0, tile1) + y1_0 * norm_factor(squares0)); }
  if (id.x * 2 + 1 < TILES) { store(token + 1, tile1, bias[tile1] + base(token + 1, tile1) + y1_1 * norm_factor(squares1)); }
  if (id.x * 2 + 1 < TILES) { store(token + 2, tile1, bias[tile1] + base(token + 2, tile1) + y1_2 * norm_factor(squares2)); }
  if (id.x * 2 + 1 < TILES) { store(token + 3, tile1, bias[tile1] + base(token + 3, tile1) + y1_3 * norm_factor(squares3)); }
}

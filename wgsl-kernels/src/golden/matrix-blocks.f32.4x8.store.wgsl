// y = x * weights^T + bias: a thread takes 4 tiles of 4 rows and 8 tokens, on its own.
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

fn gained(x: vec4f, at: u32) -> vec4f { return x; }
fn slice_squares(token: u32, slice: u32, low: vec4f, high: vec4f) -> f32 { return 0; }
fn norm_factor(squares: f32) -> f32 { return 1; }
override SLICES: u32; // tiles along the columns
override GROUP_SLICES: u32; // slices that share a scale
override SCALES: u32; // where scales begin in weights

struct Tile { low: mat4x4f, high: mat4x4f }
struct Scales { scale: vec4f, minimum: vec4f }

fn tile_at(tile: u32, slice: u32) -> Tile {
  let at = (tile * SLICES + slice) * 8;
  return Tile(
    mat4x4f(column(at), column(at + 1), column(at + 2), column(at + 3)),
    mat4x4f(column(at + 4), column(at + 5), column(at + 6), column(at + 7)));
}

fn column(at: u32) -> vec4f {
  return bitcast<vec4f>(weights[at]);
}

const HAS_MINIMUM = false;
const X_LOW = vec4f(1);
const X_HIGH = vec4f(1);

fn scales_at(tile: u32, group: u32) -> Scales {
  return Scales(vec4f(1), vec4f());
}

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x * 4 >= TILES) {
    return;
  }
  let token = id.y * 8;
  let tile0 = min(id.x * 4 + 0, TILES - 1); // the last one again, where they run out
  let tile1 = min(id.x * 4 + 1, TILES - 1); // the last one again, where they run out
  let tile2 = min(id.x * 4 + 2, TILES - 1); // the last one again, where they run out
  let tile3 = min(id.x * 4 + 3, TILES - 1); // the last one again, where they run out
  let x0 = (token + 0) * X_STRIDE + X_OFFSET;
  let x1 = (token + 1) * X_STRIDE + X_OFFSET;
  let x2 = (token + 2) * X_STRIDE + X_OFFSET;
  let x3 = (token + 3) * X_STRIDE + X_OFFSET;
  let x4 = (token + 4) * X_STRIDE + X_OFFSET;
  let x5 = (token + 5) * X_STRIDE + X_OFFSET;
  let x6 = (token + 6) * X_STRIDE + X_OFFSET;
  let x7 = (token + 7) * X_STRIDE + X_OFFSET;
  var y0_0 = vec4f();
  var y0_1 = vec4f();
  var y0_2 = vec4f();
  var y0_3 = vec4f();
  var y0_4 = vec4f();
  var y0_5 = vec4f();
  var y0_6 = vec4f();
  var y0_7 = vec4f();
  var y1_0 = vec4f();
  var y1_1 = vec4f();
  var y1_2 = vec4f();
  var y1_3 = vec4f();
  var y1_4 = vec4f();
  var y1_5 = vec4f();
  var y1_6 = vec4f();
  var y1_7 = vec4f();
  var y2_0 = vec4f();
  var y2_1 = vec4f();
  var y2_2 = vec4f();
  var y2_3 = vec4f();
  var y2_4 = vec4f();
  var y2_5 = vec4f();
  var y2_6 = vec4f();
  var y2_7 = vec4f();
  var y3_0 = vec4f();
  var y3_1 = vec4f();
  var y3_2 = vec4f();
  var y3_3 = vec4f();
  var y3_4 = vec4f();
  var y3_5 = vec4f();
  var y3_6 = vec4f();
  var y3_7 = vec4f();
  var squares0 = 0.0;
  var squares1 = 0.0;
  var squares2 = 0.0;
  var squares3 = 0.0;
  var squares4 = 0.0;
  var squares5 = 0.0;
  var squares6 = 0.0;
  var squares7 = 0.0;
  for (var group = 0u; group < SLICES / GROUP_SLICES; group++) {
    var sum0_0 = vec4f();
    var sum0_1 = vec4f();
    var sum0_2 = vec4f();
    var sum0_3 = vec4f();
    var sum0_4 = vec4f();
    var sum0_5 = vec4f();
    var sum0_6 = vec4f();
    var sum0_7 = vec4f();
    var sum1_0 = vec4f();
    var sum1_1 = vec4f();
    var sum1_2 = vec4f();
    var sum1_3 = vec4f();
    var sum1_4 = vec4f();
    var sum1_5 = vec4f();
    var sum1_6 = vec4f();
    var sum1_7 = vec4f();
    var sum2_0 = vec4f();
    var sum2_1 = vec4f();
    var sum2_2 = vec4f();
    var sum2_3 = vec4f();
    var sum2_4 = vec4f();
    var sum2_5 = vec4f();
    var sum2_6 = vec4f();
    var sum2_7 = vec4f();
    var sum3_0 = vec4f();
    var sum3_1 = vec4f();
    var sum3_2 = vec4f();
    var sum3_3 = vec4f();
    var sum3_4 = vec4f();
    var sum3_5 = vec4f();
    var sum3_6 = vec4f();
    var sum3_7 = vec4f();
    var total0 = vec4f();
    var total1 = vec4f();
    var total2 = vec4f();
    var total3 = vec4f();
    var total4 = vec4f();
    var total5 = vec4f();
    var total6 = vec4f();
    var total7 = vec4f();
    for (var slice = group * GROUP_SLICES; slice < (group + 1) * GROUP_SLICES; slice++) {
      let raw_low0 = x[x0 + slice * 2];
      let raw_low1 = x[x1 + slice * 2];
      let raw_low2 = x[x2 + slice * 2];
      let raw_low3 = x[x3 + slice * 2];
      let raw_low4 = x[x4 + slice * 2];
      let raw_low5 = x[x5 + slice * 2];
      let raw_low6 = x[x6 + slice * 2];
      let raw_low7 = x[x7 + slice * 2];
      let raw_high0 = x[x0 + slice * 2 + 1];
      let raw_high1 = x[x1 + slice * 2 + 1];
      let raw_high2 = x[x2 + slice * 2 + 1];
      let raw_high3 = x[x3 + slice * 2 + 1];
      let raw_high4 = x[x4 + slice * 2 + 1];
      let raw_high5 = x[x5 + slice * 2 + 1];
      let raw_high6 = x[x6 + slice * 2 + 1];
      let raw_high7 = x[x7 + slice * 2 + 1];
      squares0 += slice_squares(token + 0, slice, raw_low0, raw_high0);
      squares1 += slice_squares(token + 1, slice, raw_low1, raw_high1);
      squares2 += slice_squares(token + 2, slice, raw_low2, raw_high2);
      squares3 += slice_squares(token + 3, slice, raw_low3, raw_high3);
      squares4 += slice_squares(token + 4, slice, raw_low4, raw_high4);
      squares5 += slice_squares(token + 5, slice, raw_low5, raw_high5);
      squares6 += slice_squares(token + 6, slice, raw_low6, raw_high6);
      squares7 += slice_squares(token + 7, slice, raw_low7, raw_high7);
      let low0 = gained(raw_low0, slice * 2);
      let low1 = gained(raw_low1, slice * 2);
      let low2 = gained(raw_low2, slice * 2);
      let low3 = gained(raw_low3, slice * 2);
      let low4 = gained(raw_low4, slice * 2);
      let low5 = gained(raw_low5, slice * 2);
      let low6 = gained(raw_low6, slice * 2);
      let low7 = gained(raw_low7, slice * 2);
      let high0 = gained(raw_high0, slice * 2 + 1);
      let high1 = gained(raw_high1, slice * 2 + 1);
      let high2 = gained(raw_high2, slice * 2 + 1);
      let high3 = gained(raw_high3, slice * 2 + 1);
      let high4 = gained(raw_high4, slice * 2 + 1);
      let high5 = gained(raw_high5, slice * 2 + 1);
      let high6 = gained(raw_high6, slice * 2 + 1);
      let high7 = gained(raw_high7, slice * 2 + 1);
      if (HAS_MINIMUM) { total0 += low0 + high0; }
      if (HAS_MINIMUM) { total1 += low1 + high1; }
      if (HAS_MINIMUM) { total2 += low2 + high2; }
      if (HAS_MINIMUM) { total3 += low3 + high3; }
      if (HAS_MINIMUM) { total4 += low4 + high4; }
      if (HAS_MINIMUM) { total5 += low5 + high5; }
      if (HAS_MINIMUM) { total6 += low6 + high6; }
      if (HAS_MINIMUM) { total7 += low7 + high7; }
      let scaled_low0 = low0 * X_LOW;
      let scaled_low1 = low1 * X_LOW;
      let scaled_low2 = low2 * X_LOW;
      let scaled_low3 = low3 * X_LOW;
      let scaled_low4 = low4 * X_LOW;
      let scaled_low5 = low5 * X_LOW;
      let scaled_low6 = low6 * X_LOW;
      let scaled_low7 = low7 * X_LOW;
      let scaled_high0 = high0 * X_HIGH;
      let scaled_high1 = high1 * X_HIGH;
      let scaled_high2 = high2 * X_HIGH;
      let scaled_high3 = high3 * X_HIGH;
      let scaled_high4 = high4 * X_HIGH;
      let scaled_high5 = high5 * X_HIGH;
      let scaled_high6 = high6 * X_HIGH;
      let scaled_high7 = high7 * X_HIGH;
      let w0 = tile_at(tile0, slice);
      let w1 = tile_at(tile1, slice);
      let w2 = tile_at(tile2, slice);
      let w3 = tile_at(tile3, slice);
      sum0_0 += w0.low * scaled_low0 + w0.high * scaled_high0;
      sum0_1 += w0.low * scaled_low1 + w0.high * scaled_high1;
      sum0_2 += w0.low * scaled_low2 + w0.high * scaled_high2;
      sum0_3 += w0.low * scaled_low3 + w0.high * scaled_high3;
      sum0_4 += w0.low * scaled_low4 + w0.high * scaled_high4;
      sum0_5 += w0.low * scaled_low5 + w0.high * scaled_high5;
      sum0_6 += w0.low * scaled_low6 + w0.high * scaled_high6;
      sum0_7 += w0.low * scaled_low7 + w0.high * scaled_high7;
      sum1_0 += w1.low * scaled_low0 + w1.high * scaled_high0;
      sum1_1 += w1.low * scaled_low1 + w1.high * scaled_high1;
      sum1_2 += w1.low * scaled_low2 + w1.high * scaled_high2;
      sum1_3 += w1.low * scaled_low3 + w1.high * scaled_high3;
      sum1_4 += w1.low * scaled_low4 + w1.high * scaled_high4;
      sum1_5 += w1.low * scaled_low5 + w1.high * scaled_high5;
      sum1_6 += w1.low * scaled_low6 + w1.high * scaled_high6;
      sum1_7 += w1.low * scaled_low7 + w1.high * scaled_high7;
      sum2_0 += w2.low * scaled_low0 + w2.high * scaled_high0;
      sum2_1 += w2.low * scaled_low1 + w2.high * scaled_high1;
      sum2_2 += w2.low * scaled_low2 + w2.high * scaled_high2;
      sum2_3 += w2.low * scaled_low3 + w2.high * scaled_high3;
      sum2_4 += w2.low * scaled_low4 + w2.high * scaled_high4;
      sum2_5 += w2.low * scaled_low5 + w2.high * scaled_high5;
      sum2_6 += w2.low * scaled_low6 + w2.high * scaled_high6;
      sum2_7 += w2.low * scaled_low7 + w2.high * scaled_high7;
      sum3_0 += w3.low * scaled_low0 + w3.high * scaled_high0;
      sum3_1 += w3.low * scaled_low1 + w3.high * scaled_high1;
      sum3_2 += w3.low * scaled_low2 + w3.high * scaled_high2;
      sum3_3 += w3.low * scaled_low3 + w3.high * scaled_high3;
      sum3_4 += w3.low * scaled_low4 + w3.high * scaled_high4;
      sum3_5 += w3.low * scaled_low5 + w3.high * scaled_high5;
      sum3_6 += w3.low * scaled_low6 + w3.high * scaled_high6;
      sum3_7 += w3.low * scaled_low7 + w3.high * scaled_high7;
    }
    let scales0 = scales_at(tile0, group);
    let scales1 = scales_at(tile1, group);
    let scales2 = scales_at(tile2, group);
    let scales3 = scales_at(tile3, group);
    y0_0 += scales0.scale * sum0_0;
    y0_1 += scales0.scale * sum0_1;
    y0_2 += scales0.scale * sum0_2;
    y0_3 += scales0.scale * sum0_3;
    y0_4 += scales0.scale * sum0_4;
    y0_5 += scales0.scale * sum0_5;
    y0_6 += scales0.scale * sum0_6;
    y0_7 += scales0.scale * sum0_7;
    y1_0 += scales1.scale * sum1_0;
    y1_1 += scales1.scale * sum1_1;
    y1_2 += scales1.scale * sum1_2;
    y1_3 += scales1.scale * sum1_3;
    y1_4 += scales1.scale * sum1_4;
    y1_5 += scales1.scale * sum1_5;
    y1_6 += scales1.scale * sum1_6;
    y1_7 += scales1.scale * sum1_7;
    y2_0 += scales2.scale * sum2_0;
    y2_1 += scales2.scale * sum2_1;
    y2_2 += scales2.scale * sum2_2;
    y2_3 += scales2.scale * sum2_3;
    y2_4 += scales2.scale * sum2_4;
    y2_5 += scales2.scale * sum2_5;
    y2_6 += scales2.scale * sum2_6;
    y2_7 += scales2.scale * sum2_7;
    y3_0 += scales3.scale * sum3_0;
    y3_1 += scales3.scale * sum3_1;
    y3_2 += scales3.scale * sum3_2;
    y3_3 += scales3.scale * sum3_3;
    y3_4 += scales3.scale * sum3_4;
    y3_5 += scales3.scale * sum3_5;
    y3_6 += scales3.scale * sum3_6;
    y3_7 += scales3.scale * sum3_7;
    if (HAS_MINIMUM) { y0_0 += scales0.minimum * dot(total0, vec4f(1)); }
    if (HAS_MINIMUM) { y0_1 += scales0.minimum * dot(total1, vec4f(1)); }
    if (HAS_MINIMUM) { y0_2 += scales0.minimum * dot(total2, vec4f(1)); }
    if (HAS_MINIMUM) { y0_3 += scales0.minimum * dot(total3, vec4f(1)); }
    if (HAS_MINIMUM) { y0_4 += scales0.minimum * dot(total4, vec4f(1)); }
    if (HAS_MINIMUM) { y0_5 += scales0.minimum * dot(total5, vec4f(1)); }
    if (HAS_MINIMUM) { y0_6 += scales0.minimum * dot(total6, vec4f(1)); }
    if (HAS_MINIMUM) { y0_7 += scales0.minimum * dot(total7, vec4f(1)); }
    if (HAS_MINIMUM) { y1_0 += scales1.minimum * dot(total0, vec4f(1)); }
    if (HAS_MINIMUM) { y1_1 += scales1.minimum * dot(total1, vec4f(1)); }
    if (HAS_MINIMUM) { y1_2 += scales1.minimum * dot(total2, vec4f(1)); }
    if (HAS_MINIMUM) { y1_3 += scales1.minimum * dot(total3, vec4f(1)); }
    if (HAS_MINIMUM) { y1_4 += scales1.minimum * dot(total4, vec4f(1)); }
    if (HAS_MINIMUM) { y1_5 += scales1.minimum * dot(total5, vec4f(1)); }
    if (HAS_MINIMUM) { y1_6 += scales1.minimum * dot(total6, vec4f(1)); }
    if (HAS_MINIMUM) { y1_7 += scales1.minimum * dot(total7, vec4f(1)); }
    if (HAS_MINIMUM) { y2_0 += scales2.minimum * dot(total0, vec4f(1)); }
    if (HAS_MINIMUM) { y2_1 += scales2.minimum * dot(total1, vec4f(1)); }
    if (HAS_MINIMUM) { y2_2 += scales2.minimum * dot(total2, vec4f(1)); }
    if (HAS_MINIMUM) { y2_3 += scales2.minimum * dot(total3, vec4f(1)); }
    if (HAS_MINIMUM) { y2_4 += scales2.minimum * dot(total4, vec4f(1)); }
    if (HAS_MINIMUM) { y2_5 += scales2.minimum * dot(total5, vec4f(1)); }
    if (HAS_MINIMUM) { y2_6 += scales2.minimum * dot(total6, vec4f(1)); }
    if (HAS_MINIMUM) { y2_7 += scales2.minimum * dot(total7, vec4f(1)); }
    if (HAS_MINIMUM) { y3_0 += scales3.minimum * dot(total0, vec4f(1)); }
    if (HAS_MINIMUM) { y3_1 += scales3.minimum * dot(total1, vec4f(1)); }
    if (HAS_MINIMUM) { y3_2 += scales3.minimum * dot(total2, vec4f(1)); }
    if (HAS_MINIMUM) { y3_3 += scales3.minimum * dot(total3, vec4f(1)); }
    if (HAS_MINIMUM) { y3_4 += scales3.minimum * dot(total4, vec4f(1)); }
    if (HAS_MINIMUM) { y3_5 += scales3.minimum * dot(total5, vec4f(1)); }
    if (HAS_MINIMUM) { y3_6 += scales3.minimum * dot(total6, vec4f(1)); }
    if (HAS_MINIMUM) { y3_7 += scales3.minimum * dot(total7, vec4f(1)); }
  }
  if (id.x * 4 + 0 < TILES) { store(token + 0, tile0, bias[tile0] + base(token + 0, tile0) + y0_0 * norm_factor(squares0)); }
  if (id.x * 4 + 0 < TILES) { store(token + 1, tile0, bias[tile0] + base(token + 1, tile0) + y0_1 * norm_factor(squares1)); }
  if (id.x * 4 + 0 < TILES) { store(token + 2, tile0, bias[tile0] + base(token + 2, tile0) + y0_2 * norm_factor(squares2)); }
  if (id.x * 4 + 0 < TILES) { store(token + 3, tile0, bias[tile0] + base(token + 3, tile0) + y0_3 * norm_factor(squares3)); }
  if (id.x * 4 + 0 < TILES) { store(token + 4, tile0, bias[tile0] + base(token + 4, tile0) + y0_4 * norm_factor(squares4)); }
  if (id.x * 4 + 0 < TILES) { store(token + 5, tile0, bias[tile0] + base(token + 5, tile0) + y0_5 * norm_factor(squares5)); }
  if (id.x * 4 + 0 < TILES) { store(token + 6, tile0, bias[tile0] + base(token + 6, tile0) + y0_6 * norm_factor(squares6)); }
  if (id.x * 4 + 0 < TILES) { store(token + 7, tile0, bias[tile0] + base(token + 7, tile0) + y0_7 * norm_factor(squares7)); }
  if (id.x * 4 + 1 < TILES) { store(token + 0, tile1, bias[tile1] + base(token + 0, tile1) + y1_0 * norm_factor(squares0)); }
  if (id.x * 4 + 1 < TILES) { store(token + 1, tile1, bias[tile1] + base(token + 1, tile1) + y1_1 * norm_factor(squares1)); }
  if (id.x * 4 + 1 < TILES) { store(token + 2, tile1, bias[tile1] + base(token + 2, tile1) + y1_2 * norm_factor(squares2)); }
  if (id.x * 4 + 1 < TILES) { store(token + 3, tile1, bias[tile1] + base(token + 3, tile1) + y1_3 * norm_factor(squares3)); }
  if (id.x * 4 + 1 < TILES) { store(token + 4, tile1, bias[tile1] + base(token + 4, tile1) + y1_4 * norm_factor(squares4)); }
  if (id.x * 4 + 1 < TILES) { store(token + 5, tile1, bias[tile1] + base(token + 5, tile1) + y1_5 * norm_factor(squares5)); }
  if (id.x * 4 + 1 < TILES) { store(token + 6, tile1, bias[tile1] + base(token + 6, tile1) + y1_6 * norm_factor(squares6)); }
  if (id.x * 4 + 1 < TILES) { store(token + 7, tile1, bias[tile1] + base(token + 7, tile1) + y1_7 * norm_factor(squares7)); }
  if (id.x * 4 + 2 < TILES) { store(token + 0, tile2, bias[tile2] + base(token + 0, tile2) + y2_0 * norm_factor(squares0)); }
  if (id.x * 4 + 2 < TILES) { store(token + 1, tile2, bias[tile2] + base(token + 1, tile2) + y2_1 * norm_factor(squares1)); }
  if (id.x * 4 + 2 < TILES) { store(token + 2, tile2, bias[tile2] + base(token + 2, tile2) + y2_2 * norm_factor(squares2)); }
  if (id.x * 4 + 2 < TILES) { store(token + 3, tile2, bias[tile2] + base(token + 3, tile2) + y2_3 * norm_factor(squares3)); }
  if (id.x * 4 + 2 < TILES) { store(token + 4, tile2, bias[tile2] + base(token + 4, tile2) + y2_4 * norm_factor(squares4)); }
  if (id.x * 4 + 2 < TILES) { store(token + 5, tile2, bias[tile2] + base(token + 5, tile2) + y2_5 * norm_factor(squares5)); }
  if (id.x * 4 + 2 < TILES) { store(token + 6, tile2, bias[tile2] + base(token + 6, tile2) + y2_6 * norm_factor(squares6)); }
  if (id.x * 4 + 2 < TILES) { store(token + 7, tile2, bias[tile2] + base(token + 7, tile2) + y2_7 * norm_factor(squares7)); }
  if (id.x * 4 + 3 < TILES) { store(token + 0, tile3, bias[tile3] + base(token + 0, tile3) + y3_0 * norm_factor(squares0)); }
  if (id.x * 4 + 3 < TILES) { store(token + 1, tile3, bias[tile3] + base(token + 1, tile3) + y3_1 * norm_factor(squares1)); }
  if (id.x * 4 + 3 < TILES) { store(token + 2, tile3, bias[tile3] + base(token + 2, tile3) + y3_2 * norm_factor(squares2)); }
  if (id.x * 4 + 3 < TILES) { store(token + 3, tile3, bias[tile3] + base(token + 3, tile3) + y3_3 * norm_factor(squares3)); }
  if (id.x * 4 + 3 < TILES) { store(token + 4, tile3, bias[tile3] + base(token + 4, tile3) + y3_4 * norm_factor(squares4)); }
  if (id.x * 4 + 3 < TILES) { store(token + 5, tile3, bias[tile3] + base(token + 5, tile3) + y3_5 * norm_factor(squares5)); }
  if (id.x * 4 + 3 < TILES) { store(token + 6, tile3, bias[tile3] + base(token + 6, tile3) + y3_6 * norm_factor(squares6)); }
  if (id.x * 4 + 3 < TILES) { store(token + 7, tile3, bias[tile3] + base(token + 7, tile3) + y3_7 * norm_factor(squares7)); }
}

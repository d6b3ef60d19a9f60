// y[pair] = expert's rows * x: a thread takes 2 tiles of 4 rows of an expert and 4 pairs that chose it.
override WORKGROUP: u32 = 16;
override TILES: u32; // of an expert
override FIRST: u32 = 0; // the expert that weights begin with
override EXPERTS: u32; // in weights; others have a launch of their own
override PER_TOKEN: u32; // experts of a token
override ROUTE_STRIDE: u32; // in Routes
override X_STRIDE: u32; // in vec4s
override X_OFFSET: u32 = 0;
override X_PAIRS: u32; // pairs that read the same row of x

struct Route { expert: u32, probability: f32 }
const NONE = 0xffffffu;

@group(0) @binding(0) var<storage, read> weights: array<vec4u>;
@group(0) @binding(1) var<storage, read> routes: array<Route>;
@group(0) @binding(2) var<storage, read> x: array<vec4f>;
override Y_STRIDE: u32; // from a pair to the next, in vec2s
override NORMALISED: u32; // 1: a token's probabilities add up to one

@group(0) @binding(3) var<storage, read_write> y: array<vec2f>;

fn base(pair: u32, tile: u32) -> vec4f { return vec4f(); }

fn store(pair: u32, tile: u32, sums: vec4f) {
  y[pair * Y_STRIDE + tile] =
    probability(pair) * vec2f(activation(sums.x) * sums.y, activation(sums.z) * sums.w);
}

fn probability(pair: u32) -> f32 {
  let token = pair / PER_TOKEN * ROUTE_STRIDE;
  var total = 1.0;
  if (NORMALISED == 1) {
    total = 0;
    for (var slot = 0u; slot < PER_TOKEN; slot++) {
      total += routes[token + slot].probability;
    }
  }
  return routes[token + pair % PER_TOKEN].probability / total;
}

override ACTIVATION: u32; // 0 silu, 1 gelu, 2 gelu by tanh

fn activation(x: f32) -> f32 {
  if (ACTIVATION == 1) {
    return x * 0.5 * (1 + erf(x * 0.70710678));
  }
  if (ACTIVATION == 2) { // (1 + tanh(u)) / 2 = sigmoid(2u), which does not overflow
    return x / (1 + exp(-1.59576912 * (x + 0.044715 * x * x * x)));
  }
  return x / (1 + exp(-x));
}

// Abramowitz and Stegun 7.1.26: off by 1.5e-7 at most
fn erf(x: f32) -> f32 {
  let t = 1 / (1 + 0.3275911 * abs(x));
  let p = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return sign(x) * (1 - p * exp(-x * x));
}
@group(0) @binding(4) var<storage, read> blocks: array<u32>;

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
  let block = id.y * (1 + 4);
  let expert = blocks[block] - FIRST;
  let pair0 = blocks[block + 1 + 0];
  let pair1 = blocks[block + 1 + 1];
  let pair2 = blocks[block + 1 + 2];
  let pair3 = blocks[block + 1 + 3];
  if (id.x * 2 >= TILES || expert >= EXPERTS) {
    return;
  }
  let tile0 = expert * TILES + min(id.x * 2 + 0, TILES - 1); // the last one again, where they run out
  let tile1 = expert * TILES + min(id.x * 2 + 1, TILES - 1); // the last one again, where they run out
  let x0 = select(pair0, pair0, pair0 == NONE) / X_PAIRS * X_STRIDE + X_OFFSET;
  let x1 = select(pair1, pair0, pair1 == NONE) / X_PAIRS * X_STRIDE + X_OFFSET;
  let x2 = select(pair2, pair0, pair2 == NONE) / X_PAIRS * X_STRIDE + X_OFFSET;
  let x3 = select(pair3, pair0, pair3 == NONE) / X_PAIRS * X_STRIDE + X_OFFSET;
  var y0_0 = vec4f();
  var y0_1 = vec4f();
  var y0_2 = vec4f();
  var y0_3 = vec4f();
  var y1_0 = vec4f();
  var y1_1 = vec4f();
  var y1_2 = vec4f();
  var y1_3 = vec4f();
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
      let low0 = x[x0 + slice * 2];
      let low1 = x[x1 + slice * 2];
      let low2 = x[x2 + slice * 2];
      let low3 = x[x3 + slice * 2];
      let high0 = x[x0 + slice * 2 + 1];
      let high1 = x[x1 + slice * 2 + 1];
      let high2 = x[x2 + slice * 2 + 1];
      let high3 = x[x3 + slice * 2 + 1];
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
  if (pair0 != NONE && id.x * 2 + 0 < TILES) { store(pair0, id.x * 2 + 0, y0_0); }
  if (pair1 != NONE && id.x * 2 + 0 < TILES) { store(pair1, id.x * 2 + 0, y0_1); }
  if (pair2 != NONE && id.x * 2 + 0 < TILES) { store(pair2, id.x * 2 + 0, y0_2); }
  if (pair3 != NONE && id.x * 2 + 0 < TILES) { store(pair3, id.x * 2 + 0, y0_3); }
  if (pair0 != NONE && id.x * 2 + 1 < TILES) { store(pair0, id.x * 2 + 1, y1_0); }
  if (pair1 != NONE && id.x * 2 + 1 < TILES) { store(pair1, id.x * 2 + 1, y1_1); }
  if (pair2 != NONE && id.x * 2 + 1 < TILES) { store(pair2, id.x * 2 + 1, y1_2); }
  if (pair3 != NONE && id.x * 2 + 1 < TILES) { store(pair3, id.x * 2 + 1, y1_3); }
}

// y = experts' rows * x: COLUMN_THREADS threads share a tile of 4 rows, and sum SLOTS of a token's experts.
enable subgroups;

override COLUMN_THREADS: u32 = 32;
override ROW_TILES: u32 = 1; // tiles of a workgroup
override TILES: u32; // of an expert
override FIRST: u32 = 0; // the expert that weights begin with
override EXPERTS: u32; // in weights; others have a launch of their own, or SLOTS is 1
override PER_TOKEN: u32; // experts of a token
override SLOTS: u32; // 1 or PER_TOKEN
override ROUTE_STRIDE: u32; // in Routes
override X_STRIDE: u32; // in vec4s
override X_OFFSET: u32 = 0;
override X_SLOT: u32; // from a slot to the next

struct Route { expert: u32, probability: f32 }

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

struct Codes { k01: vec4u, k23: vec4u, k45: vec4u, k67: vec4u }

fn codes_at(tile: u32, slice: u32) -> Codes {
  let at = (tile * SLICES + slice) * 4;
  return Codes(weights[at], weights[at + 1], weights[at + 2], weights[at + 3]);
}

const WITH_MINIMUM = false;

fn row_product(codes: Codes, row: u32, low: vec4f, high: vec4f) -> f32 {
  return dot(unpack2x16float(codes.k01[row]), low.xy) + dot(unpack2x16float(codes.k23[row]), low.zw)
    + dot(unpack2x16float(codes.k45[row]), high.xy) + dot(unpack2x16float(codes.k67[row]), high.zw);
}

fn products(codes: Codes, low: vec4f, high: vec4f) -> vec4f {
  return vec4f(
    row_product(codes, 0, low, high), row_product(codes, 1, low, high),
    row_product(codes, 2, low, high), row_product(codes, 3, low, high));
}

override COLUMNS: u32 = SLOTS * SLICES;
override PARTS: u32 = COLUMN_THREADS * ROW_TILES / 4; // no subgroup is smaller than 4
var<workgroup> parts: array<vec4f, PARTS>;

@compute @workgroup_size(COLUMN_THREADS, ROW_TILES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) grid: vec3u,
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) thread: u32,
  @builtin(subgroup_size) subgroup_size: u32,
) {
  let token = group.y;
  let first_slot = group.z * SLOTS;
  let tile = min(group.x * ROW_TILES + local.y, TILES - 1);
  let start = token * X_STRIDE + X_OFFSET;
  var sums = vec4f();
  for (var column = local.x; column < COLUMNS; column += COLUMN_THREADS * 2) {
    let column0 = min(column + 0 * COLUMN_THREADS, COLUMNS - 1);
    let column1 = min(column + 1 * COLUMN_THREADS, COLUMNS - 1);
    let within0 = select(0.0, 1.0, column + 0 * COLUMN_THREADS < COLUMNS);
    let within1 = select(0.0, 1.0, column + 1 * COLUMN_THREADS < COLUMNS);
    let slot0 = first_slot + column0 / SLICES;
    let slot1 = first_slot + column1 / SLICES;
    let slice0 = column0 % SLICES;
    let slice1 = column1 % SLICES;
    let tile0 = min(expert_at(token, slot0), EXPERTS - 1) * TILES + tile;
    let tile1 = min(expert_at(token, slot1), EXPERTS - 1) * TILES + tile;
    let codes0 = codes_at(tile0, slice0);
    let codes1 = codes_at(tile1, slice1);
    let scales0 = scales_at(tile0, slice0 / GROUP_SLICES);
    let scales1 = scales_at(tile1, slice1 / GROUP_SLICES);
    let low0 = x[start + slot0 * X_SLOT + slice0 * 2] * within0;
    let low1 = x[start + slot1 * X_SLOT + slice1 * 2] * within1;
    let high0 = x[start + slot0 * X_SLOT + slice0 * 2 + 1] * within0;
    let high1 = x[start + slot1 * X_SLOT + slice1 * 2 + 1] * within1;
    sums += scales0.scale * products(codes0, low0, high0);
    sums += scales1.scale * products(codes1, low1, high1);
    if (WITH_MINIMUM) { sums += scales0.minimum * dot(low0 + high0, vec4f(1)); }
    if (WITH_MINIMUM) { sums += scales1.minimum * dot(low1 + high1, vec4f(1)); }
  }
  sums = subgroupAdd(sums);
  if (thread % subgroup_size == 0) {
    parts[thread / subgroup_size] = sums;
  }
  workgroupBarrier();
  if (local.x == 0 && group.x * ROW_TILES + local.y < TILES && expert_at(token, first_slot) < EXPERTS) {
    var y = vec4f();
    let count = COLUMN_THREADS / subgroup_size;
    for (var i = 0u; i < count; i++) {
      y += parts[local.y * count + i];
    }
    store(token * grid.z + group.z, tile, base(token * grid.z + group.z, tile) + y);
  }
}

fn expert_at(token: u32, slot: u32) -> u32 {
  return routes[token * ROUTE_STRIDE + slot].expert - FIRST;
}

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

struct Codes { k03: vec4u, k47: vec4u }

fn codes_at(tile: u32, slice: u32) -> Codes {
  let at = (tile * SLICES + slice) * 2;
  return Codes(weights[at], weights[at + 1]);
}

const WITH_MINIMUM = false;

fn row_product(k03: u32, k47: u32, low: vec4f, high: vec4f) -> f32 {
  return dot(vec4f(unpack4xI8(k03)), low) + dot(vec4f(unpack4xI8(k47)), high);
}

fn products(codes: Codes, low: vec4f, high: vec4f) -> vec4f {
  return vec4f(
    row_product(codes.k03.x, codes.k47.x, low, high),
    row_product(codes.k03.y, codes.k47.y, low, high),
    row_product(codes.k03.z, codes.k47.z, low, high),
    row_product(codes.k03.w, codes.k47.w, low, high));
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

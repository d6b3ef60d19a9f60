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

@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;

fn base(token: u32, tile: u32) -> vec4f { return vec4f(); }

fn store(token: u32, tile: u32, sums: vec4f) {
  y[token * Y_STRIDE + Y_OFFSET + tile] = sums;
}

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

alias Codes = array<vec4u, 8>;

fn codes_at(tile: u32, slice: u32) -> Codes {
  let at = (tile * SLICES + slice) * 8;
  return Codes(
    weights[at], weights[at + 1], weights[at + 2], weights[at + 3],
    weights[at + 4], weights[at + 5], weights[at + 6], weights[at + 7]);
}

const WITH_MINIMUM = false;

fn products(codes: Codes, low: vec4f, high: vec4f) -> vec4f {
  return bitcast<vec4f>(codes[0]) * low.x + bitcast<vec4f>(codes[1]) * low.y
    + bitcast<vec4f>(codes[2]) * low.z + bitcast<vec4f>(codes[3]) * low.w
    + bitcast<vec4f>(codes[4]) * high.x + bitcast<vec4f>(codes[5]) * high.y
    + bitcast<vec4f>(codes[6]) * high.z + bitcast<vec4f>(codes[7]) * high.w;
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

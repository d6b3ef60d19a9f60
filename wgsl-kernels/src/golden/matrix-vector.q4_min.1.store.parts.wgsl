// y = x * weights^T + bias: 1 slices a thread and round; COLUMN_THREADS threads share a tile.
enable f16;
enable subgroups;
override COLUMN_THREADS: u32 = 32;
override ROW_TILES: u32 = 1; // tiles of a workgroup
override TEAM: u32 = 0; // lanes of every subgroup, 4 to 32; 0: unknown
override TILES: u32;
override X_STRIDE: u32; // in vec4s
override X_OFFSET: u32 = 0;
override ROUND: u32 = COLUMN_THREADS * 1; // slices
override ROUNDS: u32 = (SLICES + ROUND - 1) / ROUND;
override WHOLE: bool = SLICES % ROUND == 0; // whether no round is short

@group(0) @binding(0) var<storage, read> weights: array<vec4u>;
@group(0) @binding(1) var<storage, read> bias: array<vec4f>;
@group(0) @binding(2) var<storage, read> x: array<vec4u>;
override Y_STRIDE: u32; // in vec4s
override Y_OFFSET: u32 = 0;

@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;

fn base(token: u32, tile: u32) -> vec4f { return vec4f(); }

fn store(token: u32, tile: u32, sums: vec4f) {
  y[token * Y_STRIDE + Y_OFFSET + tile] = sums;
}

const UNIT = 1.0 / 64;

// two halves of a 64th; what is too large becomes the largest
fn halves_of(x: vec2f) -> u32 {
  return pack2x16float(clamp(x * UNIT, vec2f(-2040), vec2f(2040)));
}

fn gained(x: vec4f, at: u32) -> vec4f { return x; }
fn slice_squares(token: u32, slice: u32, low: vec4f, high: vec4f) -> f32 { return 0; }
fn norm_factor(squares: f32) -> f32 { return 1; }

const LOWEST = -1e30;

override X_PARTS: u32; // of a row: 2, 4 or 8
override HEAD_SLICES: u32; // a head's share of SLICES
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

alias Codes = vec4u;

fn codes_at(tile: u32, slice: u32) -> Codes {
  return weights[tile * SLICES + slice];
}

const WITH_MINIMUM = true;
const LOW_ZERO = vec2h(1024.0 + 0.0);
const HIGH_ZERO = vec2h(64.0 + 0.0);

fn row_product(q: u32, x: vec4u) -> f32 {
  let high = q >> 8;
  let w01 = bitcast<vec2h>((q & 0x000f000f) | 0x64006400) - LOW_ZERO;
  let w23 = fma(bitcast<vec2h>((q & 0x00f000f0) | 0x64006400), vec2h(0.0625), -HIGH_ZERO);
  let w45 = bitcast<vec2h>((high & 0x000f000f) | 0x64006400) - LOW_ZERO;
  let w67 = fma(bitcast<vec2h>((high & 0x00f000f0) | 0x64006400), vec2h(0.0625), -HIGH_ZERO);
  let first = fma(w23, bitcast<vec2h>(x.y), w01 * bitcast<vec2h>(x.x));
  let sums = vec2f(fma(w67, bitcast<vec2h>(x.w), fma(w45, bitcast<vec2h>(x.z), first)));
  return sums.x + sums.y;
}

fn products(codes: Codes, x: vec4u) -> vec4f {
  return vec4f(row_product(codes.x, x), row_product(codes.y, x), row_product(codes.z, x), row_product(codes.w, x));
}
struct X { low: vec4f, high: vec4f, words: vec4u }

fn x_at(start: u32, slice: u32) -> X {
  let first = start / 2 + slice;
  let weights_of_head = start / 2 + X_PARTS * SLICES + slice / HEAD_SLICES * (X_PARTS / 2);
  var even0 = vec4u();
  var even1 = vec4u();
  var even2 = vec4u();
  var even3 = vec4u();
  var odd0 = vec4u();
  var odd1 = vec4u();
  var odd2 = vec4u();
  var odd3 = vec4u();
  var pair0 = vec4f(LOWEST, 0, LOWEST, 0);
  var pair1 = vec4f(LOWEST, 0, LOWEST, 0);
  var pair2 = vec4f(LOWEST, 0, LOWEST, 0);
  var pair3 = vec4f(LOWEST, 0, LOWEST, 0);
  if (0 < X_PARTS / 2) { even0 = x[first + 0 * 2 * SLICES]; odd0 = x[first + (0 * 2 + 1) * SLICES]; pair0 = bitcast<vec4f>(x[weights_of_head + 0]); }
  if (1 < X_PARTS / 2) { even1 = x[first + 1 * 2 * SLICES]; odd1 = x[first + (1 * 2 + 1) * SLICES]; pair1 = bitcast<vec4f>(x[weights_of_head + 1]); }
  if (2 < X_PARTS / 2) { even2 = x[first + 2 * 2 * SLICES]; odd2 = x[first + (2 * 2 + 1) * SLICES]; pair2 = bitcast<vec4f>(x[weights_of_head + 2]); }
  if (3 < X_PARTS / 2) { even3 = x[first + 3 * 2 * SLICES]; odd3 = x[first + (3 * 2 + 1) * SLICES]; pair3 = bitcast<vec4f>(x[weights_of_head + 3]); }
  var largest = LOWEST;
  largest = max(largest, max(pair0.x, pair0.z));
  largest = max(largest, max(pair1.x, pair1.z));
  largest = max(largest, max(pair2.x, pair2.z));
  largest = max(largest, max(pair3.x, pair3.z));
  let weight0 = vec2f(exp2(pair0.x - largest) * pair0.y, exp2(pair0.z - largest) * pair0.w);
  let weight1 = vec2f(exp2(pair1.x - largest) * pair1.y, exp2(pair1.z - largest) * pair1.w);
  let weight2 = vec2f(exp2(pair2.x - largest) * pair2.y, exp2(pair2.z - largest) * pair2.w);
  let weight3 = vec2f(exp2(pair3.x - largest) * pair3.y, exp2(pair3.z - largest) * pair3.w);
  var total = 0.0;
  total += weight0.x + weight0.y;
  total += weight1.x + weight1.y;
  total += weight2.x + weight2.y;
  total += weight3.x + weight3.y;
  let share0 = weight0 * (1 / total);
  let share1 = weight1 * (1 / total);
  let share2 = weight2 * (1 / total);
  let share3 = weight3 * (1 / total);
  let share_of_even0 = vec2h(f16(share0.x));
  let share_of_even1 = vec2h(f16(share1.x));
  let share_of_even2 = vec2h(f16(share2.x));
  let share_of_even3 = vec2h(f16(share3.x));
  let share_of_odd0 = vec2h(f16(share0.y));
  let share_of_odd1 = vec2h(f16(share1.y));
  let share_of_odd2 = vec2h(f16(share2.y));
  let share_of_odd3 = vec2h(f16(share3.y));
  var sum0 = vec2h();
  var sum1 = vec2h();
  var sum2 = vec2h();
  var sum3 = vec2h();
  if (0 < X_PARTS / 2) { sum0 = fma(share_of_odd0, bitcast<vec2h>(odd0.x), fma(share_of_even0, bitcast<vec2h>(even0.x), sum0)); }
  if (1 < X_PARTS / 2) { sum0 = fma(share_of_odd1, bitcast<vec2h>(odd1.x), fma(share_of_even1, bitcast<vec2h>(even1.x), sum0)); }
  if (2 < X_PARTS / 2) { sum0 = fma(share_of_odd2, bitcast<vec2h>(odd2.x), fma(share_of_even2, bitcast<vec2h>(even2.x), sum0)); }
  if (3 < X_PARTS / 2) { sum0 = fma(share_of_odd3, bitcast<vec2h>(odd3.x), fma(share_of_even3, bitcast<vec2h>(even3.x), sum0)); }
  if (0 < X_PARTS / 2) { sum1 = fma(share_of_odd0, bitcast<vec2h>(odd0.y), fma(share_of_even0, bitcast<vec2h>(even0.y), sum1)); }
  if (1 < X_PARTS / 2) { sum1 = fma(share_of_odd1, bitcast<vec2h>(odd1.y), fma(share_of_even1, bitcast<vec2h>(even1.y), sum1)); }
  if (2 < X_PARTS / 2) { sum1 = fma(share_of_odd2, bitcast<vec2h>(odd2.y), fma(share_of_even2, bitcast<vec2h>(even2.y), sum1)); }
  if (3 < X_PARTS / 2) { sum1 = fma(share_of_odd3, bitcast<vec2h>(odd3.y), fma(share_of_even3, bitcast<vec2h>(even3.y), sum1)); }
  if (0 < X_PARTS / 2) { sum2 = fma(share_of_odd0, bitcast<vec2h>(odd0.z), fma(share_of_even0, bitcast<vec2h>(even0.z), sum2)); }
  if (1 < X_PARTS / 2) { sum2 = fma(share_of_odd1, bitcast<vec2h>(odd1.z), fma(share_of_even1, bitcast<vec2h>(even1.z), sum2)); }
  if (2 < X_PARTS / 2) { sum2 = fma(share_of_odd2, bitcast<vec2h>(odd2.z), fma(share_of_even2, bitcast<vec2h>(even2.z), sum2)); }
  if (3 < X_PARTS / 2) { sum2 = fma(share_of_odd3, bitcast<vec2h>(odd3.z), fma(share_of_even3, bitcast<vec2h>(even3.z), sum2)); }
  if (0 < X_PARTS / 2) { sum3 = fma(share_of_odd0, bitcast<vec2h>(odd0.w), fma(share_of_even0, bitcast<vec2h>(even0.w), sum3)); }
  if (1 < X_PARTS / 2) { sum3 = fma(share_of_odd1, bitcast<vec2h>(odd1.w), fma(share_of_even1, bitcast<vec2h>(even1.w), sum3)); }
  if (2 < X_PARTS / 2) { sum3 = fma(share_of_odd2, bitcast<vec2h>(odd2.w), fma(share_of_even2, bitcast<vec2h>(even2.w), sum3)); }
  if (3 < X_PARTS / 2) { sum3 = fma(share_of_odd3, bitcast<vec2h>(odd3.w), fma(share_of_even3, bitcast<vec2h>(even3.w), sum3)); }
  let words = vec4u(bitcast<u32>(sum0), bitcast<u32>(sum1), bitcast<u32>(sum2), bitcast<u32>(sum3));
  return X(vec4f(vec2f(sum0), vec2f(sum1)), vec4f(vec2f(sum2), vec2f(sum3)), words);
}

fn gained_x(x: X, slice: u32) -> X { return x; }

fn multiplied(codes: Codes, x: X) -> vec4f { return products(codes, x.words); }

const X_UNIT = UNIT; // of the sums
const MINIMUM_UNIT = 1.0; // that x still lacks

override PARTS: u32 = COLUMN_THREADS * ROW_TILES / 4; // no subgroup is smaller than 4
var<workgroup> parts: array<vec4f, PARTS>;
var<workgroup> part_squares: array<f32, PARTS>;

// of a subgroup; halves of it trade rows first, which takes half the shuffles
fn added(sums: vec4f, lane: u32) -> vec4f {
  if (TEAM == 0) {
    return subgroupAdd(sums);
  }
  let upper = (lane & (TEAM / 2)) != 0;
  let two = select(sums.xy, sums.zw, upper) + subgroupShuffleXor(select(sums.zw, sums.xy, upper), TEAM / 2);
  let odd = (lane & (TEAM / 4)) != 0;
  var row = select(two.x, two.y, odd) + subgroupShuffleXor(select(two.y, two.x, odd), TEAM / 4);
  if (TEAM > 16) { row += subgroupShuffleXor(row, 4); }
  if (TEAM > 8) { row += subgroupShuffleXor(row, 2); }
  if (TEAM > 4) { row += subgroupShuffleXor(row, 1); }
  return vec4f(
    subgroupShuffle(row, 0), subgroupShuffle(row, TEAM / 4),
    subgroupShuffle(row, TEAM / 2), subgroupShuffle(row, TEAM / 2 + TEAM / 4));
}

@compute @workgroup_size(COLUMN_THREADS, ROW_TILES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) thread: u32,
  @builtin(subgroup_size) subgroup_size: u32,
  @builtin(subgroup_invocation_id) lane: u32,
) {
  let token = group.y;
  let tile = min(group.x * ROW_TILES + local.y, TILES - 1);
  let start = token * X_STRIDE + X_OFFSET;
  let start_of_sum = bias[tile] + base(token, tile); // asked for early: nothing waits for it in the end
  var sums = vec4f();
  var squares = 0.0;
  for (var round = 0u; round < ROUNDS; round++) {
    let slice = round * ROUND + local.x;
    let slice0 = select(min(slice + 0 * COLUMN_THREADS, SLICES - 1), slice + 0 * COLUMN_THREADS, WHOLE);
    let within0 = select(0.0, 1.0, WHOLE || slice + 0 * COLUMN_THREADS < SLICES);
    let codes0 = codes_at(tile, slice0);
    let scales0 = scales_at(tile, slice0 / GROUP_SLICES);
    let x0 = x_at(start, slice0);
    squares += within0 * slice_squares(token, slice0, x0.low, x0.high);
    let gained0 = gained_x(x0, slice0);
    sums += within0 * scales0.scale * multiplied(codes0, gained0);
    if (WITH_MINIMUM) { sums += within0 * scales0.minimum * dot(gained0.low + gained0.high, vec4f(MINIMUM_UNIT)); }
  }
  sums = added(sums, lane);
  squares = subgroupAdd(squares);
  if (TEAM != COLUMN_THREADS) {
    if (thread % subgroup_size == 0) {
      parts[thread / subgroup_size] = sums;
      part_squares[thread / subgroup_size] = squares;
    }
    workgroupBarrier();
    let count = COLUMN_THREADS / subgroup_size;
    sums = vec4f();
    squares = 0;
    for (var i = local.x % subgroup_size; i < count; i += subgroup_size) {
      sums += parts[local.y * count + i];
      squares += part_squares[local.y * count + i];
    }
    sums = added(sums, lane);
    squares = subgroupAdd(squares);
  }
  if (local.x == 0 && group.x * ROW_TILES + local.y < TILES) {
    store(token, tile, start_of_sum + sums * (norm_factor(squares) / X_UNIT));
  }
}

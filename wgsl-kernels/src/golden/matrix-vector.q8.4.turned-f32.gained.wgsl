// y = x * weights^T + bias: 4 slices a thread and round; COLUMN_THREADS threads share a tile.
enable subgroups;
override COLUMN_THREADS: u32 = 32;
override ROW_TILES: u32 = 1; // tiles of a workgroup
override TEAM: u32 = 0; // lanes of every subgroup, 4 to 32; 0: unknown
override TILES: u32;
override X_STRIDE: u32; // in vec4s
override X_OFFSET: u32 = 0;
override ROUND: u32 = COLUMN_THREADS * 4; // slices
override ROUNDS: u32 = (SLICES + ROUND - 1) / ROUND;
override WHOLE: bool = SLICES % ROUND == 0; // whether no round is short

@group(0) @binding(0) var<storage, read> weights: array<vec4u>;
@group(0) @binding(1) var<storage, read> bias: array<vec4f>;
@group(0) @binding(2) var<storage, read> x: array<vec4u>;
// turned = rope(q); cache = rope(k), v. Rows: queries' heads, keys' heads, values' heads.
override HEADS: u32;
override KV_HEADS: u32;
override HEAD_DIM: u32; // a multiple of 8
override PAIRS: u32; // features i and i + PAIRS turn together; even
override HEAD_TILES: u32 = HEAD_DIM / 4;
override CHUNKS: u32 = HEAD_DIM / 8;

struct Row {
  token: u32,    // 0xffffffff: tokens[sequence * TOKEN_STRIDE + position]
  position: u32, // in the row's sequence
  sequence: u32, // whose page table is pages[sequence * PAGES ...]
  slot: u32,     // where the cache keeps this position
}

@group(0) @binding(3) var<storage, read> rows: array<Row>;
@group(0) @binding(4) var<storage, read> rotations: array<vec4f>; // two pairs each
@group(0) @binding(5) var<storage, read_write> turned: array<vec2f>; // [row][head][HEAD_DIM / 2]
@group(0) @binding(6) var<storage, read_write> keys: array<vec2f>; // of the cache, two features each
@group(0) @binding(7) var<storage, read_write> values: array<vec4f>; // four features each

// asked for early, for the tile that is stored next
var<private> row: Row;
var<private> turn: vec4f; // cosine and sine for the tile's two pairs

fn base(token: u32, tile: u32) -> vec4f {
  row = rows[token];
  let pairs = tile % HEAD_TILES % (PAIRS / 2);
  let a = rotations[row.position % 32 * (PAIRS / 2) + pairs];
  let b = rotations[(32 + row.position / 32) * (PAIRS / 2) + pairs];
  turn = vec4f(
    a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x,
    a.z * b.z - a.w * b.w, a.z * b.w + a.w * b.z);
  return vec4f();
}

fn store(token: u32, tile: u32, sums: vec4f) {
  let head = tile / HEAD_TILES;
  let within = tile % HEAD_TILES;
  let page = row.slot / 32;
  let place = row.slot % 32;
  if (head >= HEADS + KV_HEADS) {
    let chunk = ((page * KV_HEADS + head - HEADS - KV_HEADS) * 32 + place) * CHUNKS + within / 2;
    values[chunk * 2 + within % 2] = sums;
    return;
  }
  // two features from first on, two from second on
  let turns = within < PAIRS / 2;
  let first = select(within * 4, within * 2, turns);
  let second = first + select(2, PAIRS, turns);
  let low = select(sums.xy, sums.xz * turn.xz - sums.yw * turn.yw, turns);
  let high = select(sums.zw, sums.yw * turn.xz + sums.xz * turn.yw, turns);
  if (head < HEADS) {
    let query = (token * HEADS + head) * HEAD_DIM;
    turned[(query + first) / 2] = low;
    turned[(query + second) / 2] = high;
  } else {
    let key = (page * KV_HEADS + head - HEADS) * CHUNKS;
    keys[((key + first / 8) * 32 + place) * 4 + first % 8 / 2] = low;
    keys[((key + second / 8) * 32 + place) * 4 + second % 8 / 2] = high;
  }
}

const UNIT = 1.0 / 64;

// two halves of a 64th; what is too large becomes the largest
fn halves_of(x: vec2f) -> u32 {
  return pack2x16float(clamp(x * UNIT, vec2f(-2040), vec2f(2040)));
}

override EPS: f32;
override SQUARES_STRIDE: u32; // in vec2s

@group(0) @binding(8) var<storage, read> tile_squares: array<vec2f>; // a slice's two tiles each

fn gained(x: vec4f, at: u32) -> vec4f { return x; }
fn slice_squares(token: u32, slice: u32, low: vec4f, high: vec4f) -> f32 {
  let squares = tile_squares[token * SQUARES_STRIDE + slice];
  return squares.x + squares.y;
}
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
struct X { low: vec4f, high: vec4f, words: vec4u }

fn x_at(start: u32, slice: u32) -> X {
  let words = x[start / 2 + slice];
  let low = vec4f(unpack2x16float(words.x), unpack2x16float(words.y));
  return X(low, vec4f(unpack2x16float(words.z), unpack2x16float(words.w)), words);
}

fn gained_x(x: X, slice: u32) -> X { return x; }

fn multiplied(codes: Codes, x: X) -> vec4f { return products(codes, x.low, x.high); }

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
    let slice1 = select(min(slice + 1 * COLUMN_THREADS, SLICES - 1), slice + 1 * COLUMN_THREADS, WHOLE);
    let slice2 = select(min(slice + 2 * COLUMN_THREADS, SLICES - 1), slice + 2 * COLUMN_THREADS, WHOLE);
    let slice3 = select(min(slice + 3 * COLUMN_THREADS, SLICES - 1), slice + 3 * COLUMN_THREADS, WHOLE);
    let within0 = select(0.0, 1.0, WHOLE || slice + 0 * COLUMN_THREADS < SLICES);
    let within1 = select(0.0, 1.0, WHOLE || slice + 1 * COLUMN_THREADS < SLICES);
    let within2 = select(0.0, 1.0, WHOLE || slice + 2 * COLUMN_THREADS < SLICES);
    let within3 = select(0.0, 1.0, WHOLE || slice + 3 * COLUMN_THREADS < SLICES);
    let codes0 = codes_at(tile, slice0);
    let codes1 = codes_at(tile, slice1);
    let codes2 = codes_at(tile, slice2);
    let codes3 = codes_at(tile, slice3);
    let scales0 = scales_at(tile, slice0 / GROUP_SLICES);
    let scales1 = scales_at(tile, slice1 / GROUP_SLICES);
    let scales2 = scales_at(tile, slice2 / GROUP_SLICES);
    let scales3 = scales_at(tile, slice3 / GROUP_SLICES);
    let x0 = x_at(start, slice0);
    let x1 = x_at(start, slice1);
    let x2 = x_at(start, slice2);
    let x3 = x_at(start, slice3);
    squares += within0 * slice_squares(token, slice0, x0.low, x0.high);
    squares += within1 * slice_squares(token, slice1, x1.low, x1.high);
    squares += within2 * slice_squares(token, slice2, x2.low, x2.high);
    squares += within3 * slice_squares(token, slice3, x3.low, x3.high);
    let gained0 = gained_x(x0, slice0);
    let gained1 = gained_x(x1, slice1);
    let gained2 = gained_x(x2, slice2);
    let gained3 = gained_x(x3, slice3);
    sums += within0 * scales0.scale * multiplied(codes0, gained0);
    sums += within1 * scales1.scale * multiplied(codes1, gained1);
    sums += within2 * scales2.scale * multiplied(codes2, gained2);
    sums += within3 * scales3.scale * multiplied(codes3, gained3);
    if (WITH_MINIMUM) { sums += within0 * scales0.minimum * dot(gained0.low + gained0.high, vec4f(MINIMUM_UNIT)); }
    if (WITH_MINIMUM) { sums += within1 * scales1.minimum * dot(gained1.low + gained1.high, vec4f(MINIMUM_UNIT)); }
    if (WITH_MINIMUM) { sums += within2 * scales2.minimum * dot(gained2.low + gained2.high, vec4f(MINIMUM_UNIT)); }
    if (WITH_MINIMUM) { sums += within3 * scales3.minimum * dot(gained3.low + gained3.high, vec4f(MINIMUM_UNIT)); }
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

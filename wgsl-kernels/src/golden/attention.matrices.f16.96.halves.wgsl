// y = softmax(q . keys * SCALE) . values over the cached positions of each row's sequence, causal.
//
// A workgroup takes 64 queries that read the same cached head: query i of a tile of rows is row i / GROUP, head
// i % GROUP of the group. Each round takes 32 positions. Two subgroups take 16 queries, each half of the
// positions, then half of the features: they multiply queries by keys; threads turn the scores into weights, 4 of
// them a query; then the subgroups multiply weights by values.
enable f16;
enable subgroups;
enable chromium_experimental_subgroup_matrix;
diagnostic(off, chromium.subgroup_matrix_uniformity);
diagnostic(off, subgroup_uniformity);

override CHUNKS: u32 = HEAD_DIM / 8;
override PITCH: u32 = CHUNKS * 2 + 2; // of queries, keys and values in workgroup memory, in vec4s
override HEADS: u32;
override KV_HEADS: u32;
override HEAD_DIM: u32;
override SCALE: f32;
override SOFT_CAP: f32 = 0; // 0: none
override WINDOW: u32 = 0; // 0: all positions
override PAGES: u32; // entries of a page table
override Y_STRIDE: u32; // in floats
override GROUP: u32 = HEADS / KV_HEADS;

const LOWEST = -1e30;
const LOG2_E = 1.4426950408889634;

const SCORE_PITCH = 9u; // 32 positions and padding, in vec4s
const WEIGHT_PITCH = 10u;
const FEATURE_TILES = 3u; // tiles of 16 features that a subgroup takes

struct Row {
  token: u32,    // 0xffffffff: tokens[sequence * TOKEN_STRIDE + position]
  position: u32, // in the row's sequence
  sequence: u32, // whose page table is pages[sequence * PAGES ...]
  slot: u32,     // where the cache keeps this position
}

@group(0) @binding(0) var<storage, read> rows: array<Row>;
@group(0) @binding(1) var<storage, read> tiles: array<vec2u>; // first row, rows (of one sequence)
@group(0) @binding(2) var<storage, read> pages: array<u32>;
@group(0) @binding(3) var<storage, read> q: array<vec4f>; // [row][head][CHUNKS * 2]
@group(0) @binding(4) var<storage, read> keys: array<vec4u>; // chunks of 8 halves
@group(0) @binding(5) var<storage, read> values: array<vec4u>;
@group(0) @binding(6) var<storage, read_write> y: array<vec2u>;

fn output(x: vec4f) -> vec2u { return vec2u(halves_of(x.xy), halves_of(x.zw)); }

const UNIT = 1.0 / 64;

// two halves of a 64th; what is too large becomes the largest
fn halves_of(x: vec2f) -> u32 {
  return pack2x16float(clamp(x * UNIT, vec2f(-2040), vec2f(2040)));
}

var<workgroup> queries: array<vec4h, 64 * PITCH - 2>; // the last row needs no padding
var<workgroup> round_keys: array<vec4h, 32 * PITCH - 2>; // [position][feature]
var<workgroup> round_values: array<vec4h, 32 * PITCH - 2>;
var<workgroup> scores: array<vec4f, 64 * SCORE_PITCH>;
var<workgroup> weights: array<vec4h, 64 * WEIGHT_PITCH>;
var<workgroup> rises: array<u32, 8>; // [subgroup]

@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  let tile = tiles[workgroup.x];
  let tile_query = workgroup.y / KV_HEADS * 64;
  let query_count = tile.y * GROUP;
  if (tile_query >= query_count) {
    return;
  }
  let kv_head = workgroup.y % KV_HEADS;
  for (var i = thread; i < 64 * CHUNKS * 2; i += 256) {
    let query = min(tile_query + i / (CHUNKS * 2), query_count - 1);
    let c = i % (CHUNKS * 2);
    let source = (tile.x + query / GROUP) * HEADS + kv_head * GROUP + query % GROUP;
    queries[i / (CHUNKS * 2) * PITCH + c] = vec4h(q[source * CHUNKS * 2 + c] * (SCALE * LOG2_E));
  }

  let page_table = rows[tile.x].sequence * PAGES;
  let last_query = min(tile_query + 64, query_count) - 1;
  let last = rows[tile.x + last_query / GROUP].position;
  let oldest_position = rows[tile.x + tile_query / GROUP].position;
  let begin = select(0, max(oldest_position + 1, WINDOW) - WINDOW, WINDOW > 0) / 32 * 32;

  // for matrices: 16 queries, and half of the positions or of the features
  let subgroup = subgroupBroadcastFirst(thread / 32);
  let half = subgroup % 2;
  let m = subgroup / 2 * 16;
  let own_scores = m * SCORE_PITCH + half * 4;
  let feature0 = min(half * FEATURE_TILES + 0, CHUNKS / 2 - 1) * 4;
  let feature1 = min(half * FEATURE_TILES + 1, CHUNKS / 2 - 1) * 4;
  let feature2 = min(half * FEATURE_TILES + 2, CHUNKS / 2 - 1) * 4;
  var sums0 = subgroup_matrix_result<f32, 16, 16>();
  var sums1 = subgroup_matrix_result<f32, 16, 16>();
  var sums2 = subgroup_matrix_result<f32, 16, 16>();

  // for weights: a quarter of a query's scores
  let row = thread / 4;
  let part = thread % 4;
  let position = i32(rows[tile.x + min(tile_query + row, last_query) / GROUP].position);
  var peak = LOWEST; // weights are relative to it
  var total = 0.0;

  // for loads: some chunks of a position
  let lane = thread % 32;
  let chunk0 = min(thread / 32 + 0 * 8, CHUNKS - 1);
  let chunk1 = min(thread / 32 + 1 * 8, CHUNKS - 1);
  let to0 = lane * PITCH + chunk0 * 2;
  let to1 = lane * PITCH + chunk1 * 2;
  var page = page_of(page_table, begin, last, kv_head);
  var key0 = keys[page + chunk0 * 32 + lane];
  var key1 = keys[page + chunk1 * 32 + lane];
  round_keys[to0] = bitcast<vec4h>(key0.xy);
  round_keys[to1] = bitcast<vec4h>(key1.xy);
  round_keys[to0 + 1] = bitcast<vec4h>(key0.zw);
  round_keys[to1 + 1] = bitcast<vec4h>(key1.zw);
  workgroupBarrier();
  for (var base = begin; base <= last; base += 32) {
    let value0 = select(vec4u(), values[page + lane * CHUNKS + chunk0], base + lane <= last);
    let value1 = select(vec4u(), values[page + lane * CHUNKS + chunk1], base + lane <= last);
    page = page_of(page_table, base + 32, last, kv_head);
    key0 = keys[page + chunk0 * 32 + lane];
    key1 = keys[page + chunk1 * 32 + lane];
    var products = subgroup_matrix_result<f32, 16, 16>();
    for (var d = 0u; d < CHUNKS * 2; d += 4) {
      let a = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&queries, m * PITCH + d, PITCH);
      let b = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&round_keys, half * 16 * PITCH + d, PITCH);
      products = subgroupMatrixMultiplyAccumulate(a, b, products);
    }
    subgroupMatrixStore<row_major>(&scores, own_scores, products, SCORE_PITCH);
    workgroupBarrier();

        let s0 = four_seen(scores[row * SCORE_PITCH + part + 0 * 4], base + (part + 0 * 4) * 4, position);
        let s1 = four_seen(scores[row * SCORE_PITCH + part + 1 * 4], base + (part + 1 * 4) * 4, position);
    var top = LOWEST;
    top = max(top, max(max(s0.x, s0.y), max(s0.z, s0.w)));
    top = max(top, max(max(s1.x, s1.y), max(s1.z, s1.w)));
    top = max(top, subgroupShuffleXor(top, 1));
    top = max(top, subgroupShuffleXor(top, 2));
    let grown = select(peak, top, top > peak + 8);
    let keep = exp2(peak - grown);
    rises[subgroup] = u32(subgroupAny(grown > peak && total > 0));
    peak = grown;
    total *= keep;
    let origin = max(peak, LOWEST / 8); // what is not seen weighs nothing, even in a row that has seen nothing
    let weight0 = vec4h(exp2(s0 - origin));
    let weight1 = vec4h(exp2(s1 - origin));
    total += dot(vec4f(weight0), vec4f(1));
    total += dot(vec4f(weight1), vec4f(1));
    weights[row * WEIGHT_PITCH + part + 0 * 4] = weight0;
    weights[row * WEIGHT_PITCH + part + 1 * 4] = weight1;
    round_keys[to0] = bitcast<vec4h>(key0.xy);
    round_keys[to1] = bitcast<vec4h>(key1.xy);
    round_keys[to0 + 1] = bitcast<vec4h>(key0.zw);
    round_keys[to1 + 1] = bitcast<vec4h>(key1.zw);
    round_values[to0] = bitcast<vec4h>(value0.xy);
    round_values[to1] = bitcast<vec4h>(value1.xy);
    round_values[to0 + 1] = bitcast<vec4h>(value0.zw);
    round_values[to1 + 1] = bitcast<vec4h>(value1.zw);
    let risen = workgroupUniformLoad(&rises);
    var any_risen = 0u;
    any_risen |= risen[0];
    any_risen |= risen[1];
    any_risen |= risen[2];
    any_risen |= risen[3];
    any_risen |= risen[4];
    any_risen |= risen[5];
    any_risen |= risen[6];
    any_risen |= risen[7];
    if (any_risen != 0) {
          workgroupBarrier();
    subgroupMatrixStore<row_major>(&scores, own_scores, sums0, SCORE_PITCH);
    workgroupBarrier();
    for (var i = part; i < 8; i += 4) {
      scores[row * SCORE_PITCH + i] *= keep;
    }
    workgroupBarrier();
    sums0 = subgroupMatrixLoad<subgroup_matrix_result<f32, 16, 16>, row_major>(&scores, own_scores, SCORE_PITCH);
    workgroupBarrier();
    subgroupMatrixStore<row_major>(&scores, own_scores, sums1, SCORE_PITCH);
    workgroupBarrier();
    for (var i = part; i < 8; i += 4) {
      scores[row * SCORE_PITCH + i] *= keep;
    }
    workgroupBarrier();
    sums1 = subgroupMatrixLoad<subgroup_matrix_result<f32, 16, 16>, row_major>(&scores, own_scores, SCORE_PITCH);
    workgroupBarrier();
    subgroupMatrixStore<row_major>(&scores, own_scores, sums2, SCORE_PITCH);
    workgroupBarrier();
    for (var i = part; i < 8; i += 4) {
      scores[row * SCORE_PITCH + i] *= keep;
    }
    workgroupBarrier();
    sums2 = subgroupMatrixLoad<subgroup_matrix_result<f32, 16, 16>, row_major>(&scores, own_scores, SCORE_PITCH);
    }

    for (var p = 0u; p < 8; p += 4) { // 16 positions at a time
      let a = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&weights, m * WEIGHT_PITCH + p, WEIGHT_PITCH);
      let b0 = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, row_major>(&round_values, p * 4 * PITCH + feature0, PITCH);
      let b1 = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, row_major>(&round_values, p * 4 * PITCH + feature1, PITCH);
      let b2 = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, row_major>(&round_values, p * 4 * PITCH + feature2, PITCH);
      sums0 = subgroupMatrixMultiplyAccumulate(a, b0, sums0);
      sums1 = subgroupMatrixMultiplyAccumulate(a, b1, sums1);
      sums2 = subgroupMatrixMultiplyAccumulate(a, b2, sums2);
    }
  }

  total += subgroupShuffleXor(total, 1);
  total += subgroupShuffleXor(total, 2);
  let query = tile_query + row;
  let y_row = (tile.x + query / GROUP) * (Y_STRIDE / 4) + (kv_head * GROUP + query % GROUP) * CHUNKS * 2;
      workgroupBarrier();
    subgroupMatrixStore<row_major>(&scores, own_scores, sums0, SCORE_PITCH);
    workgroupBarrier();
    for (var i = part; i < 8; i += 4) {
      let feature_tile = i / 4 * FEATURE_TILES + 0;
      if (query < query_count && feature_tile < CHUNKS / 2) {
        y[y_row + feature_tile * 4 + i % 4] = output(scores[row * SCORE_PITCH + i] / total);
      }
    }
    workgroupBarrier();
    subgroupMatrixStore<row_major>(&scores, own_scores, sums1, SCORE_PITCH);
    workgroupBarrier();
    for (var i = part; i < 8; i += 4) {
      let feature_tile = i / 4 * FEATURE_TILES + 1;
      if (query < query_count && feature_tile < CHUNKS / 2) {
        y[y_row + feature_tile * 4 + i % 4] = output(scores[row * SCORE_PITCH + i] / total);
      }
    }
    workgroupBarrier();
    subgroupMatrixStore<row_major>(&scores, own_scores, sums2, SCORE_PITCH);
    workgroupBarrier();
    for (var i = part; i < 8; i += 4) {
      let feature_tile = i / 4 * FEATURE_TILES + 2;
      if (query < query_count && feature_tile < CHUNKS / 2) {
        y[y_row + feature_tile * 4 + i % 4] = output(scores[row * SCORE_PITCH + i] / total);
      }
    }
}

// where the cache keeps a position's page of the head; behind the last one, the last's
fn page_of(page_table: u32, position: u32, last: u32, kv_head: u32) -> u32 {
  return (pages[page_table + min(position, last) / 32] * KV_HEADS + kv_head) * CHUNKS * 32;
}

// what the softmax sees of a score at a position
fn seen(score: f32, at: i32, position: i32) -> f32 {
  var s = score;
  if (SOFT_CAP > 0) {
    s = SOFT_CAP * LOG2_E * tanh(clamp(s / (SOFT_CAP * LOG2_E), -15, 15));
  }
  return select(LOWEST, s, at <= position && (WINDOW == 0 || at > position - i32(WINDOW)));
}

fn four_seen(s: vec4f, at: u32, position: i32) -> vec4f {
  let a = i32(at);
  return vec4f(seen(s.x, a, position), seen(s.y, a + 1, position), seen(s.z, a + 2, position), seen(s.w, a + 3, position));
}

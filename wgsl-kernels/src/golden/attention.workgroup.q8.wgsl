// y = softmax(q . keys * SCALE) . values over the cached positions of each row's sequence, causal.
//
// A workgroup takes 4 queries that read the same cached head: query i of a tile of rows is row i / GROUP, head
// i % GROUP of the group. Vectors of 4 below are the 4 queries. Each round takes 4 * THREADS positions: first a
// thread is a block of 4 positions and computes their weights, then it is a chunk of 8 features and adds up
// values, TEAMS threads a chunk sharing the blocks among them. Softmax is online, in base 2.
override HEADS: u32;
override KV_HEADS: u32;
override HEAD_DIM: u32;
override SCALE: f32;
override SOFT_CAP: f32 = 0; // 0: none
override WINDOW: u32 = 0; // 0: all positions
override PAGES: u32; // entries of a page table
override UNSPLIT: u32 = 0; // positions up to which a row is one split
override MIN_SPLIT: u32 = 32; // positions of the shortest split, a multiple of 32
override MAX_SPLITS: u32 = 1; // when more than 1, y is written only where there is one
override Y_STRIDE: u32; // in floats
override THREADS: u32; // at least CHUNKS
override CHUNKS: u32 = (HEAD_DIM + 7) / 8;
override GROUP: u32 = HEADS / KV_HEADS;
override TEAMS: u32 = THREADS / CHUNKS;

const LOWEST = vec4f(-1e30);
const LOG2_E = 1.4426950408889634;

struct Row {
  token: u32,    // 0xffffffff: tokens[sequence * TOKEN_STRIDE + position]
  position: u32, // in the row's sequence
  sequence: u32, // whose page table is pages[sequence * PAGES ...]
  slot: u32,     // where the cache keeps this position
}
alias CacheChunk = vec2u;
fn chunk_of(low: vec4f, high: vec4f) -> CacheChunk {
  let both = max(abs(low), abs(high));
  let largest = max(max(both.x, both.y), max(both.z, both.w));
  let step = clamp(ceil(log2(max(largest, 1e-30) / 63) * 8) + 128, 0, 255);
  let inverse = exp2(16 - step / 8);
  return vec2u(four_codes(low * inverse, u32(step) & 15), four_codes(high * inverse, u32(step) >> 4));
}
fn four_codes(x: vec4f, scale: u32) -> u32 {
  let codes = vec4u(vec4i(round(clamp(x, vec4f(-63), vec4f(63))))) & vec4u(127);
  return codes.x | (codes.y << 7) | (codes.z << 14) | (codes.w << 21) | (scale << 28);
}
fn low_of(chunk: CacheChunk) -> vec4f { return four_numbers(chunk.x) * cache_scale(chunk); }
fn high_of(chunk: CacheChunk) -> vec4f { return four_numbers(chunk.y) * cache_scale(chunk); }
fn four_numbers(codes: u32) -> vec4f {
  return vec4f((vec4i(bitcast<i32>(codes)) << vec4u(25, 18, 11, 4)) >> vec4u(25));
}
fn cache_scale(chunk: CacheChunk) -> f32 {
  return exp2(f32((chunk.x >> 28) | ((chunk.y >> 28) << 4)) / 8 - 16);
}

@group(0) @binding(0) var<storage, read> rows: array<Row>;
@group(0) @binding(1) var<storage, read> tiles: array<vec2u>; // first row, rows (of one sequence)
@group(0) @binding(2) var<storage, read> pages: array<u32>;
@group(0) @binding(3) var<storage, read> q: array<f32>; // [row][head][CHUNKS * 8]
@group(0) @binding(4) var<storage, read> keys: array<CacheChunk>;
@group(0) @binding(5) var<storage, read> values: array<CacheChunk>;
@group(0) @binding(6) var<storage, read_write> y: array<f32>;
@group(0) @binding(7) var<storage, read_write> parts: array<f32>; // [row][head][MAX_SPLITS][HEAD_DIM + 2]

var<workgroup> queries: array<vec4f, CHUNKS * 8>; // [feature]
var<workgroup> weights: array<vec4f, THREADS * 4>; // [position of the round], relative to their block
var<workgroup> largest: array<vec4f, THREADS>; // [block], base-2 logarithms
var<workgroup> totals: array<vec4f, THREADS>; // [block]
var<workgroup> sums: array<vec4f, THREADS * 8>; // [team][chunk][query][half of the chunk], when merging

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  let tile = tiles[workgroup.x];
  let first_query = workgroup.y / KV_HEADS * 4;
  let query_count = tile.y * GROUP;
  if (first_query >= query_count) {
    return;
  }
  let kv_head = workgroup.y % KV_HEADS;
  var positions: vec4i;
  for (var j = 0u; j < 4; j++) {
    let query = min(first_query + j, query_count - 1);
    let row = tile.x + query / GROUP;
    positions[j] = i32(rows[row].position);
    let at = (row * HEADS + kv_head * GROUP + query % GROUP) * CHUNKS * 8;
    for (var d = thread; d < CHUNKS * 8; d += THREADS) {
      queries[d][j] = q[at + d];
    }
  }
  workgroupBarrier();

  let page_table = rows[tile.x].sequence * PAGES;
  let oldest = select(vec4i(0), positions + 1 - i32(WINDOW), WINDOW > 0);
  let begin = first_position(u32(positions.x) + 1);
  let last = u32(positions.w) + 1;
  let splits = split_count(last - begin);
  if (workgroup.z >= splits) {
    return;
  }
  let split_begin = begin + workgroup.z * split_length(last - begin);
  let end = min(last, split_begin + split_length(last - begin));

  let team = thread / CHUNKS;
  let chunk = thread % CHUNKS;
  var max_score = LOWEST;
  var total = vec4f();
  var low: mat4x4f; // [query] features 0 to 3 of the chunk
  var high: mat4x4f; // 4 to 7
  for (var base = split_begin; base < end; base += THREADS * 4) {
    let position = base + thread * 4;
    if (position < end) {
      var at = (pages[page_table + position / 32] * KV_HEADS + kv_head) * CHUNKS * 32 + position % 32;
      var s0 = vec4f();
      var s1 = vec4f();
      var s2 = vec4f();
      var s3 = vec4f();
      for (var c = 0u; c < CHUNKS; c++) {
        let d = c * 8;
        let q_low = mat4x4f(queries[d], queries[d + 1], queries[d + 2], queries[d + 3]);
        let q_high = mat4x4f(queries[d + 4], queries[d + 5], queries[d + 6], queries[d + 7]);
        let k0 = keys[at];
        let k1 = keys[at + 1];
        let k2 = keys[at + 2];
        let k3 = keys[at + 3];
        s0 += q_low * low_of(k0) + q_high * high_of(k0);
        s1 += q_low * low_of(k1) + q_high * high_of(k1);
        s2 += q_low * low_of(k2) + q_high * high_of(k2);
        s3 += q_low * low_of(k3) + q_high * high_of(k3);
        at += 32;
      }
      s0 = score(s0, position, positions, oldest);
      s1 = score(s1, position + 1, positions, oldest);
      s2 = score(s2, position + 2, positions, oldest);
      s3 = score(s3, position + 3, positions, oldest);
      let top = max(max(s0, s1), max(s2, s3));
      s0 = exp2(s0 - top);
      s1 = exp2(s1 - top);
      s2 = exp2(s2 - top);
      s3 = exp2(s3 - top);
      weights[thread * 4] = s0;
      weights[thread * 4 + 1] = s1;
      weights[thread * 4 + 2] = s2;
      weights[thread * 4 + 3] = s3;
      largest[thread] = top;
      totals[thread] = s0 + s1 + s2 + s3;
    }
    workgroupBarrier();
    if (team < TEAMS) {
      let blocks = min(THREADS, (end - base + 3) / 4);
      for (var block = team; block < blocks; block += TEAMS) {
        let grown = max(max_score, largest[block]);
        let keep = exp2(max_score - grown);
        let take = exp2(largest[block] - grown);
        max_score = grown;
        total = total * keep + totals[block] * take;
        low = mat4x4f(low[0] * keep.x, low[1] * keep.y, low[2] * keep.z, low[3] * keep.w);
        high = mat4x4f(high[0] * keep.x, high[1] * keep.y, high[2] * keep.z, high[3] * keep.w);
        let p = base + block * 4;
        let at = ((pages[page_table + p / 32] * KV_HEADS + kv_head) * 32 + p % 32) * CHUNKS + chunk;
        for (var i = 0u; i < 4; i++) {
          let weight = weights[block * 4 + i] * take;
          let value = values[at + i * CHUNKS];
          let v_low = low_of(value);
          let v_high = high_of(value);
          low[0] += weight.x * v_low;
          low[1] += weight.y * v_low;
          low[2] += weight.z * v_low;
          low[3] += weight.w * v_low;
          high[0] += weight.x * v_high;
          high[1] += weight.y * v_high;
          high[2] += weight.z * v_high;
          high[3] += weight.w * v_high;
        }
      }
    }
    workgroupBarrier();
  }

  // the teams' sums become one; each team's first thread knows its maximum and total
  if (team < TEAMS) {
    for (var j = 0u; j < 4; j++) {
      sums[(thread * 4 + j) * 2] = low[j];
      sums[(thread * 4 + j) * 2 + 1] = high[j];
    }
    if (chunk == 0) {
      largest[team] = max_score;
      totals[team] = total;
    }
  }
  workgroupBarrier();
  if (thread >= CHUNKS) {
    return;
  }
  for (var j = 0u; j < min(4, query_count - first_query); j++) {
    var top = LOWEST.x;
    var weight = 0.0;
    var sum_low = vec4f();
    var sum_high = vec4f();
    for (var t = 0u; t < TEAMS; t++) {
      let grown = max(top, largest[t][j]);
      let keep = exp2(top - grown);
      let take = exp2(largest[t][j] - grown);
      let at = ((t * CHUNKS + thread) * 4 + j) * 2;
      weight = weight * keep + totals[t][j] * take;
      sum_low = sum_low * keep + sums[at] * take;
      sum_high = sum_high * keep + sums[at + 1] * take;
      top = grown;
    }
    let query = first_query + j;
    let row = tile.x + query / GROUP;
    let head = kv_head * GROUP + query % GROUP;
    let to = row * Y_STRIDE + head * HEAD_DIM;
    let part = ((row * HEADS + head) * MAX_SPLITS + workgroup.z) * (HEAD_DIM + 2);
    for (var i = 0u; i < 8 && thread * 8 + i < HEAD_DIM; i++) {
      let sum = select(sum_low[i % 4], sum_high[i % 4], i >= 4);
      if (splits == 1) {
        y[to + thread * 8 + i] = sum / weight;
      } else {
        parts[part + thread * 8 + i] = sum;
      }
    }
    if (splits > 1 && thread == 0) {
      parts[part + HEAD_DIM] = top;
      parts[part + HEAD_DIM + 1] = weight;
    }
  }
}

// what the softmax sees of 4 dot products at a position, times log2(e)
fn score(dots: vec4f, position: u32, positions: vec4i, oldest: vec4i) -> vec4f {
  var s = dots * SCALE;
  if (SOFT_CAP > 0) {
    s = SOFT_CAP * tanh(clamp(s / SOFT_CAP, vec4f(-15), vec4f(15)));
  }
  let at = vec4i(i32(position));
  return select(LOWEST, s * LOG2_E, (at <= positions) & (at >= oldest));
}

// start of the first page that the row at end - 1 sees
fn first_position(end: u32) -> u32 {
  return select(0, max(end, WINDOW) - WINDOW, WINDOW > 0) / 32 * 32;
}

fn split_length(positions: u32) -> u32 {
  if (positions <= UNSPLIT) {
    return positions;
  }
  return max(MIN_SPLIT, ((positions + MAX_SPLITS - 1) / MAX_SPLITS + 31) / 32 * 32);
}

fn split_count(positions: u32) -> u32 {
  let length = split_length(positions);
  return (positions + length - 1) / length;
}

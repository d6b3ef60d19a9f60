// y = softmax(q . keys * SCALE) . values over the cached positions of each row's sequence, causal.
//
// A workgroup takes queries that read the same cached head: query i of a tile of rows is row i / GROUP, head
// i % GROUP of the group. Each of its subgroups of TEAM lanes takes 8 queries and, a round, 2 * TEAM positions:
// first a lane is two positions and computes their scores, then CHUNKS lanes are a position's chunks and add up
// its values. Softmax is online, in base 2. Keys are asked for a chunk ahead, values four reads at a time: compilers
// leave loops as they are.
enable subgroups;
diagnostic(off, subgroup_uniformity);

override TEAM: u32; // the subgroup's size: at least CHUNKS, at most 32
override THREADS: u32;
override CHUNKS: u32 = (HEAD_DIM + 7) / 8;
override TEAMS: u32 = THREADS / TEAM;
override AT_ONCE: u32 = TEAM / CHUNKS; // positions whose values are read at once
override READS: u32 = (2 * TEAM + AT_ONCE - 1) / AT_ONCE; // of values in a round
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

alias CacheChunk = vec4u;
fn chunk_of(low: vec4f, high: vec4f) -> CacheChunk {
  return vec4u(pack2x16float(low.xy), pack2x16float(low.zw), pack2x16float(high.xy), pack2x16float(high.zw));
}
fn low_of(chunk: CacheChunk) -> vec4f { return vec4f(unpack2x16float(chunk.x), unpack2x16float(chunk.y)); }
fn high_of(chunk: CacheChunk) -> vec4f { return vec4f(unpack2x16float(chunk.z), unpack2x16float(chunk.w)); }

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
@group(0) @binding(4) var<storage, read> keys: array<CacheChunk>;
@group(0) @binding(5) var<storage, read> values: array<CacheChunk>;
@group(0) @binding(6) var<storage, read_write> y: array<f32>;

var<workgroup> queries: array<vec4f, TEAMS * 8 * CHUNKS * 2>; // [team][chunk][query][half]
var<workgroup> weights: array<vec4f, TEAMS * TEAM * 4>; // [team][position][half of the queries]

@compute @workgroup_size(THREADS)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) thread: u32,
  @builtin(subgroup_invocation_id) lane: u32,
) {
  let tile = tiles[workgroup.x];
  let tile_query = workgroup.y / KV_HEADS * TEAMS * 8;
  let query_count = tile.y * GROUP;
  if (tile_query >= query_count) {
    return;
  }
  let kv_head = workgroup.y % KV_HEADS;
  for (var i = thread; i < TEAMS * 8 * CHUNKS * 2; i += THREADS) {
    let query = min(tile_query + i / (CHUNKS * 2), query_count - 1);
    let c = i % (CHUNKS * 2);
    let source = (tile.x + query / GROUP) * HEADS + kv_head * GROUP + query % GROUP;
    let to = ((i / (CHUNKS * 16) * CHUNKS + c / 2) * 8 + i / (CHUNKS * 2) % 8) * 2 + c % 2;
    queries[to] = q[source * CHUNKS * 2 + c] * (SCALE * LOG2_E);
  }
  workgroupBarrier();

  let team = thread / TEAM;
  let chunk = lane % CHUNKS;
  let turn = lane / CHUNKS; // lanes with turn AT_ONCE are idle when TEAM is no multiple of CHUNKS
  let first_query = tile_query + team * 8;
  let page_table = rows[tile.x].sequence * PAGES;
  let last_query = min(tile_query + TEAMS * 8, query_count) - 1;
  let end = rows[tile.x + last_query / GROUP].position + 1;
  let oldest_position = rows[tile.x + tile_query / GROUP].position;
  let begin = select(0, max(oldest_position + 1, WINDOW) - WINDOW, WINDOW > 0) / 32 * 32;
  let position0 = i32(rows[tile.x + min(first_query + 0, last_query) / GROUP].position);
  let position1 = i32(rows[tile.x + min(first_query + 1, last_query) / GROUP].position);
  let position2 = i32(rows[tile.x + min(first_query + 2, last_query) / GROUP].position);
  let position3 = i32(rows[tile.x + min(first_query + 3, last_query) / GROUP].position);
  let position4 = i32(rows[tile.x + min(first_query + 4, last_query) / GROUP].position);
  let position5 = i32(rows[tile.x + min(first_query + 5, last_query) / GROUP].position);
  let position6 = i32(rows[tile.x + min(first_query + 6, last_query) / GROUP].position);
  let position7 = i32(rows[tile.x + min(first_query + 7, last_query) / GROUP].position);
  var max_score0 = LOWEST;
  var max_score1 = LOWEST;
  var max_score2 = LOWEST;
  var max_score3 = LOWEST;
  var max_score4 = LOWEST;
  var max_score5 = LOWEST;
  var max_score6 = LOWEST;
  var max_score7 = LOWEST;
  var total0 = 0.0;
  var total1 = 0.0;
  var total2 = 0.0;
  var total3 = 0.0;
  var total4 = 0.0;
  var total5 = 0.0;
  var total6 = 0.0;
  var total7 = 0.0;
  var low0 = vec4f();
  var low1 = vec4f();
  var low2 = vec4f();
  var low3 = vec4f();
  var low4 = vec4f();
  var low5 = vec4f();
  var low6 = vec4f();
  var low7 = vec4f();
  var high0 = vec4f();
  var high1 = vec4f();
  var high2 = vec4f();
  var high3 = vec4f();
  var high4 = vec4f();
  var high5 = vec4f();
  var high6 = vec4f();
  var high7 = vec4f();
  for (var base = begin; base < end; base += 2 * TEAM) {
    let at_a = base + lane;
    let at_b = min(at_a + TEAM, (end + 31) / 32 * 32 - 1); // in a page that there is
    let key_a = (pages[page_table + at_a / 32] * KV_HEADS + kv_head) * CHUNKS * 32 + at_a % 32;
    let key_b = (pages[page_table + at_b / 32] * KV_HEADS + kv_head) * CHUNKS * 32 + at_b % 32;
    var next_a = keys[key_a];
    var next_b = keys[key_b];
    var a0 = 0.0;
    var a1 = 0.0;
    var a2 = 0.0;
    var a3 = 0.0;
    var a4 = 0.0;
    var a5 = 0.0;
    var a6 = 0.0;
    var a7 = 0.0;
    var b0 = 0.0;
    var b1 = 0.0;
    var b2 = 0.0;
    var b3 = 0.0;
    var b4 = 0.0;
    var b5 = 0.0;
    var b6 = 0.0;
    var b7 = 0.0;
    for (var c = 0u; c < CHUNKS; c++) {
      let chunk_a = next_a;
      let chunk_b = next_b;
      next_a = keys[key_a + min(c + 1, CHUNKS - 1) * 32];
      next_b = keys[key_b + min(c + 1, CHUNKS - 1) * 32];
      let low_a = low_of(chunk_a);
      let high_a = high_of(chunk_a);
      let low_b = low_of(chunk_b);
      let high_b = high_of(chunk_b);
      let query = (team * CHUNKS + c) * 16;
      let low_q0 = queries[query + 0 * 2];
      let low_q1 = queries[query + 1 * 2];
      let low_q2 = queries[query + 2 * 2];
      let low_q3 = queries[query + 3 * 2];
      let low_q4 = queries[query + 4 * 2];
      let low_q5 = queries[query + 5 * 2];
      let low_q6 = queries[query + 6 * 2];
      let low_q7 = queries[query + 7 * 2];
      let high_q0 = queries[query + 0 * 2 + 1];
      let high_q1 = queries[query + 1 * 2 + 1];
      let high_q2 = queries[query + 2 * 2 + 1];
      let high_q3 = queries[query + 3 * 2 + 1];
      let high_q4 = queries[query + 4 * 2 + 1];
      let high_q5 = queries[query + 5 * 2 + 1];
      let high_q6 = queries[query + 6 * 2 + 1];
      let high_q7 = queries[query + 7 * 2 + 1];
      a0 += dot(low_a, low_q0) + dot(high_a, high_q0);
      a1 += dot(low_a, low_q1) + dot(high_a, high_q1);
      a2 += dot(low_a, low_q2) + dot(high_a, high_q2);
      a3 += dot(low_a, low_q3) + dot(high_a, high_q3);
      a4 += dot(low_a, low_q4) + dot(high_a, high_q4);
      a5 += dot(low_a, low_q5) + dot(high_a, high_q5);
      a6 += dot(low_a, low_q6) + dot(high_a, high_q6);
      a7 += dot(low_a, low_q7) + dot(high_a, high_q7);
      b0 += dot(low_b, low_q0) + dot(high_b, high_q0);
      b1 += dot(low_b, low_q1) + dot(high_b, high_q1);
      b2 += dot(low_b, low_q2) + dot(high_b, high_q2);
      b3 += dot(low_b, low_q3) + dot(high_b, high_q3);
      b4 += dot(low_b, low_q4) + dot(high_b, high_q4);
      b5 += dot(low_b, low_q5) + dot(high_b, high_q5);
      b6 += dot(low_b, low_q6) + dot(high_b, high_q6);
      b7 += dot(low_b, low_q7) + dot(high_b, high_q7);
    }
    a0 = seen(a0, i32(base + lane), position0);
    a1 = seen(a1, i32(base + lane), position1);
    a2 = seen(a2, i32(base + lane), position2);
    a3 = seen(a3, i32(base + lane), position3);
    a4 = seen(a4, i32(base + lane), position4);
    a5 = seen(a5, i32(base + lane), position5);
    a6 = seen(a6, i32(base + lane), position6);
    a7 = seen(a7, i32(base + lane), position7);
    b0 = seen(b0, i32(base + lane + TEAM), position0);
    b1 = seen(b1, i32(base + lane + TEAM), position1);
    b2 = seen(b2, i32(base + lane + TEAM), position2);
    b3 = seen(b3, i32(base + lane + TEAM), position3);
    b4 = seen(b4, i32(base + lane + TEAM), position4);
    b5 = seen(b5, i32(base + lane + TEAM), position5);
    b6 = seen(b6, i32(base + lane + TEAM), position6);
    b7 = seen(b7, i32(base + lane + TEAM), position7);
    let grown0 = max(max_score0, subgroupMax(max(a0, b0)));
    let grown1 = max(max_score1, subgroupMax(max(a1, b1)));
    let grown2 = max(max_score2, subgroupMax(max(a2, b2)));
    let grown3 = max(max_score3, subgroupMax(max(a3, b3)));
    let grown4 = max(max_score4, subgroupMax(max(a4, b4)));
    let grown5 = max(max_score5, subgroupMax(max(a5, b5)));
    let grown6 = max(max_score6, subgroupMax(max(a6, b6)));
    let grown7 = max(max_score7, subgroupMax(max(a7, b7)));
    let keep0 = exp2(max_score0 - grown0);
    let keep1 = exp2(max_score1 - grown1);
    let keep2 = exp2(max_score2 - grown2);
    let keep3 = exp2(max_score3 - grown3);
    let keep4 = exp2(max_score4 - grown4);
    let keep5 = exp2(max_score5 - grown5);
    let keep6 = exp2(max_score6 - grown6);
    let keep7 = exp2(max_score7 - grown7);
    a0 = exp2(a0 - grown0);
    a1 = exp2(a1 - grown1);
    a2 = exp2(a2 - grown2);
    a3 = exp2(a3 - grown3);
    a4 = exp2(a4 - grown4);
    a5 = exp2(a5 - grown5);
    a6 = exp2(a6 - grown6);
    a7 = exp2(a7 - grown7);
    b0 = exp2(b0 - grown0);
    b1 = exp2(b1 - grown1);
    b2 = exp2(b2 - grown2);
    b3 = exp2(b3 - grown3);
    b4 = exp2(b4 - grown4);
    b5 = exp2(b5 - grown5);
    b6 = exp2(b6 - grown6);
    b7 = exp2(b7 - grown7);
    max_score0 = grown0;
    max_score1 = grown1;
    max_score2 = grown2;
    max_score3 = grown3;
    max_score4 = grown4;
    max_score5 = grown5;
    max_score6 = grown6;
    max_score7 = grown7;
    total0 = total0 * keep0 + a0 + b0;
    total1 = total1 * keep1 + a1 + b1;
    total2 = total2 * keep2 + a2 + b2;
    total3 = total3 * keep3 + a3 + b3;
    total4 = total4 * keep4 + a4 + b4;
    total5 = total5 * keep5 + a5 + b5;
    total6 = total6 * keep6 + a6 + b6;
    total7 = total7 * keep7 + a7 + b7;
    low0 *= keep0;
    low1 *= keep1;
    low2 *= keep2;
    low3 *= keep3;
    low4 *= keep4;
    low5 *= keep5;
    low6 *= keep6;
    low7 *= keep7;
    high0 *= keep0;
    high1 *= keep1;
    high2 *= keep2;
    high3 *= keep3;
    high4 *= keep4;
    high5 *= keep5;
    high6 *= keep6;
    high7 *= keep7;
    let to = (team * TEAM * 2 + lane) * 2;
    weights[to] = vec4f(a0, a1, a2, a3);
    weights[to + 1] = vec4f(a4, a5, a6, a7);
    weights[to + TEAM * 2] = vec4f(b0, b1, b2, b3);
    weights[to + TEAM * 2 + 1] = vec4f(b4, b5, b6, b7);
    workgroupBarrier();
    // a round reaches into two pages at most
    let first_page = (pages[page_table + base / 32] * KV_HEADS + kv_head) * CHUNKS * 32;
    let second_page = (pages[page_table + min(base / 32 + 1, (end - 1) / 32)] * KV_HEADS + kv_head) * CHUNKS * 32;
    for (var r = 0u; r < READS; r += 4) {
      let p0 = turn + (r + 0) * AT_ONCE;
      let p1 = turn + (r + 1) * AT_ONCE;
      let p2 = turn + (r + 2) * AT_ONCE;
      let p3 = turn + (r + 3) * AT_ONCE;
      let at0 = min(base + p0, end - 1);
      let at1 = min(base + p1, end - 1);
      let at2 = min(base + p2, end - 1);
      let at3 = min(base + p3, end - 1);
      let value0 = values[select(first_page, second_page, at0 / 32 > base / 32) + at0 % 32 * CHUNKS + chunk];
      let value1 = values[select(first_page, second_page, at1 / 32 > base / 32) + at1 % 32 * CHUNKS + chunk];
      let value2 = values[select(first_page, second_page, at2 / 32 > base / 32) + at2 % 32 * CHUNKS + chunk];
      let value3 = values[select(first_page, second_page, at3 / 32 > base / 32) + at3 % 32 * CHUNKS + chunk];
      let weight0 = (team * TEAM * 2 + min(p0, 2 * TEAM - 1)) * 2;
      let weight1 = (team * TEAM * 2 + min(p1, 2 * TEAM - 1)) * 2;
      let weight2 = (team * TEAM * 2 + min(p2, 2 * TEAM - 1)) * 2;
      let weight3 = (team * TEAM * 2 + min(p3, 2 * TEAM - 1)) * 2;
      let some0 = select(vec4f(), weights[weight0], p0 < 2 * TEAM);
      let some1 = select(vec4f(), weights[weight1], p1 < 2 * TEAM);
      let some2 = select(vec4f(), weights[weight2], p2 < 2 * TEAM);
      let some3 = select(vec4f(), weights[weight3], p3 < 2 * TEAM);
      let more0 = select(vec4f(), weights[weight0 + 1], p0 < 2 * TEAM);
      let more1 = select(vec4f(), weights[weight1 + 1], p1 < 2 * TEAM);
      let more2 = select(vec4f(), weights[weight2 + 1], p2 < 2 * TEAM);
      let more3 = select(vec4f(), weights[weight3 + 1], p3 < 2 * TEAM);
      let w0 = array(some0.x, some0.y, some0.z, some0.w, more0.x, more0.y, more0.z, more0.w);
      let w1 = array(some1.x, some1.y, some1.z, some1.w, more1.x, more1.y, more1.z, more1.w);
      let w2 = array(some2.x, some2.y, some2.z, some2.w, more2.x, more2.y, more2.z, more2.w);
      let w3 = array(some3.x, some3.y, some3.z, some3.w, more3.x, more3.y, more3.z, more3.w);
      low0 += w0[0] * low_of(value0);
      low1 += w0[1] * low_of(value0);
      low2 += w0[2] * low_of(value0);
      low3 += w0[3] * low_of(value0);
      low4 += w0[4] * low_of(value0);
      low5 += w0[5] * low_of(value0);
      low6 += w0[6] * low_of(value0);
      low7 += w0[7] * low_of(value0);
      low0 += w1[0] * low_of(value1);
      low1 += w1[1] * low_of(value1);
      low2 += w1[2] * low_of(value1);
      low3 += w1[3] * low_of(value1);
      low4 += w1[4] * low_of(value1);
      low5 += w1[5] * low_of(value1);
      low6 += w1[6] * low_of(value1);
      low7 += w1[7] * low_of(value1);
      low0 += w2[0] * low_of(value2);
      low1 += w2[1] * low_of(value2);
      low2 += w2[2] * low_of(value2);
      low3 += w2[3] * low_of(value2);
      low4 += w2[4] * low_of(value2);
      low5 += w2[5] * low_of(value2);
      low6 += w2[6] * low_of(value2);
      low7 += w2[7] * low_of(value2);
      low0 += w3[0] * low_of(value3);
      low1 += w3[1] * low_of(value3);
      low2 += w3[2] * low_of(value3);
      low3 += w3[3] * low_of(value3);
      low4 += w3[4] * low_of(value3);
      low5 += w3[5] * low_of(value3);
      low6 += w3[6] * low_of(value3);
      low7 += w3[7] * low_of(value3);
      high0 += w0[0] * high_of(value0);
      high1 += w0[1] * high_of(value0);
      high2 += w0[2] * high_of(value0);
      high3 += w0[3] * high_of(value0);
      high4 += w0[4] * high_of(value0);
      high5 += w0[5] * high_of(value0);
      high6 += w0[6] * high_of(value0);
      high7 += w0[7] * high_of(value0);
      high0 += w1[0] * high_of(value1);
      high1 += w1[1] * high_of(value1);
      high2 += w1[2] * high_of(value1);
      high3 += w1[3] * high_of(value1);
      high4 += w1[4] * high_of(value1);
      high5 += w1[5] * high_of(value1);
      high6 += w1[6] * high_of(value1);
      high7 += w1[7] * high_of(value1);
      high0 += w2[0] * high_of(value2);
      high1 += w2[1] * high_of(value2);
      high2 += w2[2] * high_of(value2);
      high3 += w2[3] * high_of(value2);
      high4 += w2[4] * high_of(value2);
      high5 += w2[5] * high_of(value2);
      high6 += w2[6] * high_of(value2);
      high7 += w2[7] * high_of(value2);
      high0 += w3[0] * high_of(value3);
      high1 += w3[1] * high_of(value3);
      high2 += w3[2] * high_of(value3);
      high3 += w3[3] * high_of(value3);
      high4 += w3[4] * high_of(value3);
      high5 += w3[5] * high_of(value3);
      high6 += w3[6] * high_of(value3);
      high7 += w3[7] * high_of(value3);
    }
    workgroupBarrier();
  }

  total0 = subgroupAdd(total0);
  total1 = subgroupAdd(total1);
  total2 = subgroupAdd(total2);
  total3 = subgroupAdd(total3);
  total4 = subgroupAdd(total4);
  total5 = subgroupAdd(total5);
  total6 = subgroupAdd(total6);
  total7 = subgroupAdd(total7);
  for (var t = 1u; t < AT_ONCE; t++) {
    // the first turn's lanes gather what the others have
    let source = min(chunk + t * CHUNKS, TEAM - 1);
    let other_low0 = subgroupShuffle(low0, source);
    let other_low1 = subgroupShuffle(low1, source);
    let other_low2 = subgroupShuffle(low2, source);
    let other_low3 = subgroupShuffle(low3, source);
    let other_low4 = subgroupShuffle(low4, source);
    let other_low5 = subgroupShuffle(low5, source);
    let other_low6 = subgroupShuffle(low6, source);
    let other_low7 = subgroupShuffle(low7, source);
    let other_high0 = subgroupShuffle(high0, source);
    let other_high1 = subgroupShuffle(high1, source);
    let other_high2 = subgroupShuffle(high2, source);
    let other_high3 = subgroupShuffle(high3, source);
    let other_high4 = subgroupShuffle(high4, source);
    let other_high5 = subgroupShuffle(high5, source);
    let other_high6 = subgroupShuffle(high6, source);
    let other_high7 = subgroupShuffle(high7, source);
    low0 += select(vec4f(), other_low0, turn == 0);
    low1 += select(vec4f(), other_low1, turn == 0);
    low2 += select(vec4f(), other_low2, turn == 0);
    low3 += select(vec4f(), other_low3, turn == 0);
    low4 += select(vec4f(), other_low4, turn == 0);
    low5 += select(vec4f(), other_low5, turn == 0);
    low6 += select(vec4f(), other_low6, turn == 0);
    low7 += select(vec4f(), other_low7, turn == 0);
    high0 += select(vec4f(), other_high0, turn == 0);
    high1 += select(vec4f(), other_high1, turn == 0);
    high2 += select(vec4f(), other_high2, turn == 0);
    high3 += select(vec4f(), other_high3, turn == 0);
    high4 += select(vec4f(), other_high4, turn == 0);
    high5 += select(vec4f(), other_high5, turn == 0);
    high6 += select(vec4f(), other_high6, turn == 0);
    high7 += select(vec4f(), other_high7, turn == 0);
  }
  if (turn > 0) {
    return;
  }
  write(tile.x, first_query + 0, last_query, kv_head, chunk, low0 / total0, high0 / total0);
  write(tile.x, first_query + 1, last_query, kv_head, chunk, low1 / total1, high1 / total1);
  write(tile.x, first_query + 2, last_query, kv_head, chunk, low2 / total2, high2 / total2);
  write(tile.x, first_query + 3, last_query, kv_head, chunk, low3 / total3, high3 / total3);
  write(tile.x, first_query + 4, last_query, kv_head, chunk, low4 / total4, high4 / total4);
  write(tile.x, first_query + 5, last_query, kv_head, chunk, low5 / total5, high5 / total5);
  write(tile.x, first_query + 6, last_query, kv_head, chunk, low6 / total6, high6 / total6);
  write(tile.x, first_query + 7, last_query, kv_head, chunk, low7 / total7, high7 / total7);
}

fn write(first_row: u32, query: u32, last: u32, kv_head: u32, chunk: u32, low: vec4f, high: vec4f) {
  let to = (first_row + query / GROUP) * Y_STRIDE + (kv_head * GROUP + query % GROUP) * HEAD_DIM;
  for (var i = 0u; i < 8 && chunk * 8 + i < HEAD_DIM && query <= last; i++) {
    y[to + chunk * 8 + i] = select(low[i % 4], high[i % 4], i >= 4);
  }
}

// what the softmax sees of a score at a position
fn seen(score: f32, at: i32, position: i32) -> f32 {
  var s = score;
  if (SOFT_CAP > 0) {
    s = SOFT_CAP * LOG2_E * tanh(clamp(s / (SOFT_CAP * LOG2_E), -15, 15));
  }
  return select(LOWEST, s, at <= position && (WINDOW == 0 || at > position - i32(WINDOW)));
}

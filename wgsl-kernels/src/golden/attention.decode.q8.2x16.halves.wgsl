// y = softmax(q . keys * SCALE) . values for one row of each sequence, causal.
//
// A workgroup takes HEADS_AT_ONCE query heads that read the same cached head, over one split of the positions,
// and all of the values' features or a share. Each subgroup of TEAM lanes takes TEAM positions a round: first a
// lane is a position and computes its score, then OWN lanes are a position's chunks and add up its values.
// Softmax is online, in base 2.
//
// The round's keys and values are asked for together, 16 chunks at a time. Lines repeat for each of them
// and for every head; a line that reads beyond the last chunk reads the last one again.
enable subgroups;
diagnostic(off, subgroup_uniformity);

override HEADS: u32;
override KV_HEADS: u32;
override HEAD_DIM: u32;
override SCALE: f32;
override SOFT_CAP: f32 = 0; // 0: none
override WINDOW: u32 = 0; // 0: all positions
override PAGES: u32; // entries of a page table
override Y_STRIDE: u32; // in floats
override UNSPLIT: u32; // positions up to which a row is one split
override MIN_SPLIT: u32; // positions of the shortest split, a multiple of 32
override MAX_SPLITS: u32;
override TEAM: u32; // the subgroup's size: at least CHUNKS, at most 32
override SHARES: u32 = 1; // of a head's chunks of values; more than one have workgroups of their own
override PARTS_STAY: bool = false; // whether the next projection adds up what all MAX_SPLITS leave
override THREADS: u32;
override CHUNKS: u32 = (HEAD_DIM + 7) / 8;
override OWN: u32 = CHUNKS / SHARES; // chunks of values of a workgroup
override PAIRED: u32 = (min(HEAD_DIM, OWN * 8) + 1) / 2 * 2; // their features, filled up
override TEAMS: u32 = THREADS / TEAM;
override AT_ONCE: u32 = TEAM / OWN; // positions whose values are read at once
override READS: u32 = (TEAM + AT_ONCE - 1) / AT_ONCE; // of values in a round

const HEADS_AT_ONCE = 2u; // divides HEADS / KV_HEADS
const LOWEST = -1e30;
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
@group(0) @binding(1) var<storage, read> pages: array<u32>;
@group(0) @binding(2) var<storage, read> q: array<vec4f>; // [row][head][CHUNKS * 2]
@group(0) @binding(3) var<storage, read> keys: array<CacheChunk>;
@group(0) @binding(4) var<storage, read> values: array<CacheChunk>;
@group(0) @binding(5) var<storage, read_write> y: array<u32>;
@group(0) @binding(6) var<storage, read_write> parts: array<f32>; // [row][head][MAX_SPLITS][HEAD_DIM + 2]

var<workgroup> queries: array<vec4f, HEADS_AT_ONCE * CHUNKS * 2>;
var<workgroup> largest: array<f32, TEAMS * HEADS_AT_ONCE>;
var<workgroup> totals: array<f32, TEAMS * HEADS_AT_ONCE>;
var<workgroup> sums: array<vec4f, TEAMS * HEADS_AT_ONCE * OWN * 2>;

@compute @workgroup_size(THREADS)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) thread: u32,
  @builtin(subgroup_invocation_id) lane: u32,
) {
  let row = rows[workgroup.z];
  let end = row.position + 1;
  let oldest = select(0, max(end, WINDOW) - WINDOW, WINDOW > 0);
  let begin = first_position(end);
  let splits = split_count(end - begin);
  let head = workgroup.y / SHARES * HEADS_AT_ONCE;
  let share = workgroup.y % SHARES * OWN; // its first chunk
  if (workgroup.x >= splits) {
    for (var i = thread * 2; PARTS_STAY && i < HEADS_AT_ONCE * PAIRED; i += THREADS * 2) {
      leave(workgroup.z, workgroup.x, head + i / PAIRED, share * 8 + i % PAIRED, vec2f(), LOWEST, 0);
    }
    return;
  }
  let split_begin = begin + workgroup.x * split_length(end - begin);
  let split_end = min(end, split_begin + split_length(end - begin));
  let kv_head = head / (HEADS / KV_HEADS);
  let team = thread / TEAM;
  let table = row.sequence * PAGES;
  // the first round's keys are asked for before the queries
  var base = split_begin + team * TEAM;
  var cached = (pages[table + min(base, end - 1) / 32] * KV_HEADS + kv_head) * CHUNKS * 32;
  var key0 = keys[cached + base % 32 + lane + min(0, CHUNKS - 1) * 32];
  var key1 = keys[cached + base % 32 + lane + min(1, CHUNKS - 1) * 32];
  var key2 = keys[cached + base % 32 + lane + min(2, CHUNKS - 1) * 32];
  var key3 = keys[cached + base % 32 + lane + min(3, CHUNKS - 1) * 32];
  var key4 = keys[cached + base % 32 + lane + min(4, CHUNKS - 1) * 32];
  var key5 = keys[cached + base % 32 + lane + min(5, CHUNKS - 1) * 32];
  var key6 = keys[cached + base % 32 + lane + min(6, CHUNKS - 1) * 32];
  var key7 = keys[cached + base % 32 + lane + min(7, CHUNKS - 1) * 32];
  var key8 = keys[cached + base % 32 + lane + min(8, CHUNKS - 1) * 32];
  var key9 = keys[cached + base % 32 + lane + min(9, CHUNKS - 1) * 32];
  var key10 = keys[cached + base % 32 + lane + min(10, CHUNKS - 1) * 32];
  var key11 = keys[cached + base % 32 + lane + min(11, CHUNKS - 1) * 32];
  var key12 = keys[cached + base % 32 + lane + min(12, CHUNKS - 1) * 32];
  var key13 = keys[cached + base % 32 + lane + min(13, CHUNKS - 1) * 32];
  var key14 = keys[cached + base % 32 + lane + min(14, CHUNKS - 1) * 32];
  var key15 = keys[cached + base % 32 + lane + min(15, CHUNKS - 1) * 32];
  for (var i = thread; i < HEADS_AT_ONCE * CHUNKS * 2; i += THREADS) {
    queries[i] = q[(workgroup.z * HEADS + head) * CHUNKS * 2 + i] * (SCALE * LOG2_E);
  }
  workgroupBarrier();

  let chunk = lane % OWN;
  let turn = lane / OWN; // lanes with turn AT_ONCE are idle when TEAM is no multiple of OWN
  var max_score0 = LOWEST;
  var max_score1 = LOWEST;
  var total0 = 0.0;
  var total1 = 0.0;
  var low0 = vec4f();
  var low1 = vec4f();
  var high0 = vec4f();
  var high1 = vec4f();
  while (base < split_end) {
    let value_at = cached + base % 32 * CHUNKS + share + chunk;
    var value0 = values[value_at + min(turn + 0 * AT_ONCE, TEAM - 1) * CHUNKS];
    var value1 = values[value_at + min(turn + 1 * AT_ONCE, TEAM - 1) * CHUNKS];
    var value2 = values[value_at + min(turn + 2 * AT_ONCE, TEAM - 1) * CHUNKS];
    var value3 = values[value_at + min(turn + 3 * AT_ONCE, TEAM - 1) * CHUNKS];
    var value4 = values[value_at + min(turn + 4 * AT_ONCE, TEAM - 1) * CHUNKS];
    var value5 = values[value_at + min(turn + 5 * AT_ONCE, TEAM - 1) * CHUNKS];
    var value6 = values[value_at + min(turn + 6 * AT_ONCE, TEAM - 1) * CHUNKS];
    var value7 = values[value_at + min(turn + 7 * AT_ONCE, TEAM - 1) * CHUNKS];
    var value8 = values[value_at + min(turn + 8 * AT_ONCE, TEAM - 1) * CHUNKS];
    var value9 = values[value_at + min(turn + 9 * AT_ONCE, TEAM - 1) * CHUNKS];
    var value10 = values[value_at + min(turn + 10 * AT_ONCE, TEAM - 1) * CHUNKS];
    var value11 = values[value_at + min(turn + 11 * AT_ONCE, TEAM - 1) * CHUNKS];
    var value12 = values[value_at + min(turn + 12 * AT_ONCE, TEAM - 1) * CHUNKS];
    var value13 = values[value_at + min(turn + 13 * AT_ONCE, TEAM - 1) * CHUNKS];
    var value14 = values[value_at + min(turn + 14 * AT_ONCE, TEAM - 1) * CHUNKS];
    var value15 = values[value_at + min(turn + 15 * AT_ONCE, TEAM - 1) * CHUNKS];
    var score0 = 0.0;
    var score1 = 0.0;
    for (var c = 0u; c < CHUNKS; c += 16) {
      if (c > 0) { key0 = keys[cached + base % 32 + lane + min(c + 0, CHUNKS - 1) * 32]; }
      if (c > 0) { key1 = keys[cached + base % 32 + lane + min(c + 1, CHUNKS - 1) * 32]; }
      if (c > 0) { key2 = keys[cached + base % 32 + lane + min(c + 2, CHUNKS - 1) * 32]; }
      if (c > 0) { key3 = keys[cached + base % 32 + lane + min(c + 3, CHUNKS - 1) * 32]; }
      if (c > 0) { key4 = keys[cached + base % 32 + lane + min(c + 4, CHUNKS - 1) * 32]; }
      if (c > 0) { key5 = keys[cached + base % 32 + lane + min(c + 5, CHUNKS - 1) * 32]; }
      if (c > 0) { key6 = keys[cached + base % 32 + lane + min(c + 6, CHUNKS - 1) * 32]; }
      if (c > 0) { key7 = keys[cached + base % 32 + lane + min(c + 7, CHUNKS - 1) * 32]; }
      if (c > 0) { key8 = keys[cached + base % 32 + lane + min(c + 8, CHUNKS - 1) * 32]; }
      if (c > 0) { key9 = keys[cached + base % 32 + lane + min(c + 9, CHUNKS - 1) * 32]; }
      if (c > 0) { key10 = keys[cached + base % 32 + lane + min(c + 10, CHUNKS - 1) * 32]; }
      if (c > 0) { key11 = keys[cached + base % 32 + lane + min(c + 11, CHUNKS - 1) * 32]; }
      if (c > 0) { key12 = keys[cached + base % 32 + lane + min(c + 12, CHUNKS - 1) * 32]; }
      if (c > 0) { key13 = keys[cached + base % 32 + lane + min(c + 13, CHUNKS - 1) * 32]; }
      if (c > 0) { key14 = keys[cached + base % 32 + lane + min(c + 14, CHUNKS - 1) * 32]; }
      if (c > 0) { key15 = keys[cached + base % 32 + lane + min(c + 15, CHUNKS - 1) * 32]; }
      if (c + 0 < CHUNKS) { score0 += dot_with_query(key0, (0 * CHUNKS + c + 0) * 2); }
      if (c + 0 < CHUNKS) { score1 += dot_with_query(key0, (1 * CHUNKS + c + 0) * 2); }
      if (c + 1 < CHUNKS) { score0 += dot_with_query(key1, (0 * CHUNKS + c + 1) * 2); }
      if (c + 1 < CHUNKS) { score1 += dot_with_query(key1, (1 * CHUNKS + c + 1) * 2); }
      if (c + 2 < CHUNKS) { score0 += dot_with_query(key2, (0 * CHUNKS + c + 2) * 2); }
      if (c + 2 < CHUNKS) { score1 += dot_with_query(key2, (1 * CHUNKS + c + 2) * 2); }
      if (c + 3 < CHUNKS) { score0 += dot_with_query(key3, (0 * CHUNKS + c + 3) * 2); }
      if (c + 3 < CHUNKS) { score1 += dot_with_query(key3, (1 * CHUNKS + c + 3) * 2); }
      if (c + 4 < CHUNKS) { score0 += dot_with_query(key4, (0 * CHUNKS + c + 4) * 2); }
      if (c + 4 < CHUNKS) { score1 += dot_with_query(key4, (1 * CHUNKS + c + 4) * 2); }
      if (c + 5 < CHUNKS) { score0 += dot_with_query(key5, (0 * CHUNKS + c + 5) * 2); }
      if (c + 5 < CHUNKS) { score1 += dot_with_query(key5, (1 * CHUNKS + c + 5) * 2); }
      if (c + 6 < CHUNKS) { score0 += dot_with_query(key6, (0 * CHUNKS + c + 6) * 2); }
      if (c + 6 < CHUNKS) { score1 += dot_with_query(key6, (1 * CHUNKS + c + 6) * 2); }
      if (c + 7 < CHUNKS) { score0 += dot_with_query(key7, (0 * CHUNKS + c + 7) * 2); }
      if (c + 7 < CHUNKS) { score1 += dot_with_query(key7, (1 * CHUNKS + c + 7) * 2); }
      if (c + 8 < CHUNKS) { score0 += dot_with_query(key8, (0 * CHUNKS + c + 8) * 2); }
      if (c + 8 < CHUNKS) { score1 += dot_with_query(key8, (1 * CHUNKS + c + 8) * 2); }
      if (c + 9 < CHUNKS) { score0 += dot_with_query(key9, (0 * CHUNKS + c + 9) * 2); }
      if (c + 9 < CHUNKS) { score1 += dot_with_query(key9, (1 * CHUNKS + c + 9) * 2); }
      if (c + 10 < CHUNKS) { score0 += dot_with_query(key10, (0 * CHUNKS + c + 10) * 2); }
      if (c + 10 < CHUNKS) { score1 += dot_with_query(key10, (1 * CHUNKS + c + 10) * 2); }
      if (c + 11 < CHUNKS) { score0 += dot_with_query(key11, (0 * CHUNKS + c + 11) * 2); }
      if (c + 11 < CHUNKS) { score1 += dot_with_query(key11, (1 * CHUNKS + c + 11) * 2); }
      if (c + 12 < CHUNKS) { score0 += dot_with_query(key12, (0 * CHUNKS + c + 12) * 2); }
      if (c + 12 < CHUNKS) { score1 += dot_with_query(key12, (1 * CHUNKS + c + 12) * 2); }
      if (c + 13 < CHUNKS) { score0 += dot_with_query(key13, (0 * CHUNKS + c + 13) * 2); }
      if (c + 13 < CHUNKS) { score1 += dot_with_query(key13, (1 * CHUNKS + c + 13) * 2); }
      if (c + 14 < CHUNKS) { score0 += dot_with_query(key14, (0 * CHUNKS + c + 14) * 2); }
      if (c + 14 < CHUNKS) { score1 += dot_with_query(key14, (1 * CHUNKS + c + 14) * 2); }
      if (c + 15 < CHUNKS) { score0 += dot_with_query(key15, (0 * CHUNKS + c + 15) * 2); }
      if (c + 15 < CHUNKS) { score1 += dot_with_query(key15, (1 * CHUNKS + c + 15) * 2); }
    }
    let seen = base + lane >= oldest && base + lane < split_end;
    base += TEAMS * TEAM;
    let next = (pages[table + min(base, end - 1) / 32] * KV_HEADS + kv_head) * CHUNKS * 32;
    if (base < split_end) { key0 = keys[next + base % 32 + lane + min(0, CHUNKS - 1) * 32]; }
    if (base < split_end) { key1 = keys[next + base % 32 + lane + min(1, CHUNKS - 1) * 32]; }
    if (base < split_end) { key2 = keys[next + base % 32 + lane + min(2, CHUNKS - 1) * 32]; }
    if (base < split_end) { key3 = keys[next + base % 32 + lane + min(3, CHUNKS - 1) * 32]; }
    if (base < split_end) { key4 = keys[next + base % 32 + lane + min(4, CHUNKS - 1) * 32]; }
    if (base < split_end) { key5 = keys[next + base % 32 + lane + min(5, CHUNKS - 1) * 32]; }
    if (base < split_end) { key6 = keys[next + base % 32 + lane + min(6, CHUNKS - 1) * 32]; }
    if (base < split_end) { key7 = keys[next + base % 32 + lane + min(7, CHUNKS - 1) * 32]; }
    if (base < split_end) { key8 = keys[next + base % 32 + lane + min(8, CHUNKS - 1) * 32]; }
    if (base < split_end) { key9 = keys[next + base % 32 + lane + min(9, CHUNKS - 1) * 32]; }
    if (base < split_end) { key10 = keys[next + base % 32 + lane + min(10, CHUNKS - 1) * 32]; }
    if (base < split_end) { key11 = keys[next + base % 32 + lane + min(11, CHUNKS - 1) * 32]; }
    if (base < split_end) { key12 = keys[next + base % 32 + lane + min(12, CHUNKS - 1) * 32]; }
    if (base < split_end) { key13 = keys[next + base % 32 + lane + min(13, CHUNKS - 1) * 32]; }
    if (base < split_end) { key14 = keys[next + base % 32 + lane + min(14, CHUNKS - 1) * 32]; }
    if (base < split_end) { key15 = keys[next + base % 32 + lane + min(15, CHUNKS - 1) * 32]; }
    score0 = select(LOWEST, capped(score0), seen);
    score1 = select(LOWEST, capped(score1), seen);
    let grown0 = max(max_score0, subgroupMax(score0));
    let grown1 = max(max_score1, subgroupMax(score1));
    let keep0 = exp2(max_score0 - grown0);
    let keep1 = exp2(max_score1 - grown1);
    let weight0 = exp2(score0 - grown0);
    let weight1 = exp2(score1 - grown1);
    max_score0 = grown0;
    max_score1 = grown1;
    total0 = total0 * keep0 + weight0;
    total1 = total1 * keep1 + weight1;
    low0 *= keep0;
    low1 *= keep1;
    high0 *= keep0;
    high1 *= keep1;
    for (var r = 0u; r < READS; r += 16) {
      if (r + 0 < READS) { add(&low0, &high0, value0, weight0, turn + (r + 0) * AT_ONCE); }
      if (r + 0 < READS) { add(&low1, &high1, value0, weight1, turn + (r + 0) * AT_ONCE); }
      if (r + 1 < READS) { add(&low0, &high0, value1, weight0, turn + (r + 1) * AT_ONCE); }
      if (r + 1 < READS) { add(&low1, &high1, value1, weight1, turn + (r + 1) * AT_ONCE); }
      if (r + 2 < READS) { add(&low0, &high0, value2, weight0, turn + (r + 2) * AT_ONCE); }
      if (r + 2 < READS) { add(&low1, &high1, value2, weight1, turn + (r + 2) * AT_ONCE); }
      if (r + 3 < READS) { add(&low0, &high0, value3, weight0, turn + (r + 3) * AT_ONCE); }
      if (r + 3 < READS) { add(&low1, &high1, value3, weight1, turn + (r + 3) * AT_ONCE); }
      if (r + 4 < READS) { add(&low0, &high0, value4, weight0, turn + (r + 4) * AT_ONCE); }
      if (r + 4 < READS) { add(&low1, &high1, value4, weight1, turn + (r + 4) * AT_ONCE); }
      if (r + 5 < READS) { add(&low0, &high0, value5, weight0, turn + (r + 5) * AT_ONCE); }
      if (r + 5 < READS) { add(&low1, &high1, value5, weight1, turn + (r + 5) * AT_ONCE); }
      if (r + 6 < READS) { add(&low0, &high0, value6, weight0, turn + (r + 6) * AT_ONCE); }
      if (r + 6 < READS) { add(&low1, &high1, value6, weight1, turn + (r + 6) * AT_ONCE); }
      if (r + 7 < READS) { add(&low0, &high0, value7, weight0, turn + (r + 7) * AT_ONCE); }
      if (r + 7 < READS) { add(&low1, &high1, value7, weight1, turn + (r + 7) * AT_ONCE); }
      if (r + 8 < READS) { add(&low0, &high0, value8, weight0, turn + (r + 8) * AT_ONCE); }
      if (r + 8 < READS) { add(&low1, &high1, value8, weight1, turn + (r + 8) * AT_ONCE); }
      if (r + 9 < READS) { add(&low0, &high0, value9, weight0, turn + (r + 9) * AT_ONCE); }
      if (r + 9 < READS) { add(&low1, &high1, value9, weight1, turn + (r + 9) * AT_ONCE); }
      if (r + 10 < READS) { add(&low0, &high0, value10, weight0, turn + (r + 10) * AT_ONCE); }
      if (r + 10 < READS) { add(&low1, &high1, value10, weight1, turn + (r + 10) * AT_ONCE); }
      if (r + 11 < READS) { add(&low0, &high0, value11, weight0, turn + (r + 11) * AT_ONCE); }
      if (r + 11 < READS) { add(&low1, &high1, value11, weight1, turn + (r + 11) * AT_ONCE); }
      if (r + 12 < READS) { add(&low0, &high0, value12, weight0, turn + (r + 12) * AT_ONCE); }
      if (r + 12 < READS) { add(&low1, &high1, value12, weight1, turn + (r + 12) * AT_ONCE); }
      if (r + 13 < READS) { add(&low0, &high0, value13, weight0, turn + (r + 13) * AT_ONCE); }
      if (r + 13 < READS) { add(&low1, &high1, value13, weight1, turn + (r + 13) * AT_ONCE); }
      if (r + 14 < READS) { add(&low0, &high0, value14, weight0, turn + (r + 14) * AT_ONCE); }
      if (r + 14 < READS) { add(&low1, &high1, value14, weight1, turn + (r + 14) * AT_ONCE); }
      if (r + 15 < READS) { add(&low0, &high0, value15, weight0, turn + (r + 15) * AT_ONCE); }
      if (r + 15 < READS) { add(&low1, &high1, value15, weight1, turn + (r + 15) * AT_ONCE); }
      if (r + 16 < READS) { value0 = values[value_at + min(turn + (r + 16 + 0) * AT_ONCE, TEAM - 1) * CHUNKS]; }
      if (r + 16 < READS) { value1 = values[value_at + min(turn + (r + 16 + 1) * AT_ONCE, TEAM - 1) * CHUNKS]; }
      if (r + 16 < READS) { value2 = values[value_at + min(turn + (r + 16 + 2) * AT_ONCE, TEAM - 1) * CHUNKS]; }
      if (r + 16 < READS) { value3 = values[value_at + min(turn + (r + 16 + 3) * AT_ONCE, TEAM - 1) * CHUNKS]; }
      if (r + 16 < READS) { value4 = values[value_at + min(turn + (r + 16 + 4) * AT_ONCE, TEAM - 1) * CHUNKS]; }
      if (r + 16 < READS) { value5 = values[value_at + min(turn + (r + 16 + 5) * AT_ONCE, TEAM - 1) * CHUNKS]; }
      if (r + 16 < READS) { value6 = values[value_at + min(turn + (r + 16 + 6) * AT_ONCE, TEAM - 1) * CHUNKS]; }
      if (r + 16 < READS) { value7 = values[value_at + min(turn + (r + 16 + 7) * AT_ONCE, TEAM - 1) * CHUNKS]; }
      if (r + 16 < READS) { value8 = values[value_at + min(turn + (r + 16 + 8) * AT_ONCE, TEAM - 1) * CHUNKS]; }
      if (r + 16 < READS) { value9 = values[value_at + min(turn + (r + 16 + 9) * AT_ONCE, TEAM - 1) * CHUNKS]; }
      if (r + 16 < READS) { value10 = values[value_at + min(turn + (r + 16 + 10) * AT_ONCE, TEAM - 1) * CHUNKS]; }
      if (r + 16 < READS) { value11 = values[value_at + min(turn + (r + 16 + 11) * AT_ONCE, TEAM - 1) * CHUNKS]; }
      if (r + 16 < READS) { value12 = values[value_at + min(turn + (r + 16 + 12) * AT_ONCE, TEAM - 1) * CHUNKS]; }
      if (r + 16 < READS) { value13 = values[value_at + min(turn + (r + 16 + 13) * AT_ONCE, TEAM - 1) * CHUNKS]; }
      if (r + 16 < READS) { value14 = values[value_at + min(turn + (r + 16 + 14) * AT_ONCE, TEAM - 1) * CHUNKS]; }
      if (r + 16 < READS) { value15 = values[value_at + min(turn + (r + 16 + 15) * AT_ONCE, TEAM - 1) * CHUNKS]; }
    }
    cached = next;
  }

  total0 = subgroupAdd(total0);
  total1 = subgroupAdd(total1);
  for (var t = 1u; t < AT_ONCE; t++) {
    // the first turn's lanes gather what the others have
    let source = min(chunk + t * OWN, TEAM - 1);
    let other_low0 = subgroupShuffle(low0, source);
    let other_low1 = subgroupShuffle(low1, source);
    let other_high0 = subgroupShuffle(high0, source);
    let other_high1 = subgroupShuffle(high1, source);
    low0 += select(vec4f(), other_low0, turn == 0);
    low1 += select(vec4f(), other_low1, turn == 0);
    high0 += select(vec4f(), other_high0, turn == 0);
    high1 += select(vec4f(), other_high1, turn == 0);
  }
  if (turn == 0) {
    sums[((team * HEADS_AT_ONCE + 0) * OWN + chunk) * 2] = low0;
    sums[((team * HEADS_AT_ONCE + 1) * OWN + chunk) * 2] = low1;
    sums[((team * HEADS_AT_ONCE + 0) * OWN + chunk) * 2 + 1] = high0;
    sums[((team * HEADS_AT_ONCE + 1) * OWN + chunk) * 2 + 1] = high1;
  }
  if (lane == 0) {
    largest[team * HEADS_AT_ONCE + 0] = max_score0;
    largest[team * HEADS_AT_ONCE + 1] = max_score1;
    totals[team * HEADS_AT_ONCE + 0] = total0;
    totals[team * HEADS_AT_ONCE + 1] = total1;
  }
  workgroupBarrier();
  for (var i = thread * 2; i < HEADS_AT_ONCE * PAIRED; i += THREADS * 2) {
    let h = i / PAIRED;
    let own = i % PAIRED;
    let d = share * 8 + own;
    var top = LOWEST;
    for (var t = 0u; t < TEAMS; t++) {
      top = max(top, largest[t * HEADS_AT_ONCE + h]);
    }
    var sum = vec2f();
    var weight = 0.0;
    for (var t = 0u; t < TEAMS; t++) {
      let at = t * HEADS_AT_ONCE + h;
      let factor = exp2(largest[at] - top);
      let four = sums[at * OWN * 2 + own / 4];
      weight += factor * totals[at];
      sum += factor * select(four.xy, four.zw, own % 4 == 2);
    }
    if (PARTS_STAY) {
      leave(workgroup.z, workgroup.x, head + h, d, sum / weight, top, weight);
    } else if (splits == 1) {
      store(workgroup.z * Y_STRIDE + (head + h) * HEAD_DIM + d, sum / weight, d);
    } else {
      let part = ((workgroup.z * HEADS + head + h) * MAX_SPLITS + workgroup.x) * (HEAD_DIM + 2);
      parts[part + d] = sum.x;
      if (d + 1 < HEAD_DIM) { parts[part + d + 1] = sum.y; }
      if (d == 0) {
        parts[part + HEAD_DIM] = top;
        parts[part + HEAD_DIM + 1] = weight;
      }
    }
  }
}


const UNIT = 1.0 / 64;

// two halves of a 64th; what is too large becomes the largest
fn halves_of(x: vec2f) -> u32 {
  return pack2x16float(clamp(x * UNIT, vec2f(-2040), vec2f(2040)));
}

fn store(at: u32, pair: vec2f, d: u32) {
  y[at / 2] = halves_of(pair);
}

// what a split has of a head; y is in halves then, but for largest scores and total weights after all splits
fn leave(row: u32, split: u32, head: u32, d: u32, pair: vec2f, top: f32, weight: f32) {
  store(row * Y_STRIDE + (split * HEADS + head) * HEAD_DIM + d, pair, d);
  if (d == 0) {
    let word = (row * Y_STRIDE + MAX_SPLITS * HEADS * HEAD_DIM) / 2 + (head * MAX_SPLITS + split) * 2;
    y[word] = bitcast<u32>(top);
    y[word + 1] = bitcast<u32>(weight);
  }
}

fn dot_with_query(key: CacheChunk, query: u32) -> f32 {
  return dot(low_of(key), queries[query]) + dot(high_of(key), queries[query + 1]);
}

// adds what the lane of that number weighs, nothing when there is no such lane
fn add(low: ptr<function, vec4f>, high: ptr<function, vec4f>, value: CacheChunk, weight: f32, lane: u32) {
  let taken = select(0, subgroupShuffle(weight, min(lane, TEAM - 1)), lane < TEAM);
  *low += taken * low_of(value);
  *high += taken * high_of(value);
}

fn capped(score: f32) -> f32 {
  if (SOFT_CAP > 0) {
    return SOFT_CAP * LOG2_E * tanh(clamp(score / (SOFT_CAP * LOG2_E), -15, 15));
  }
  return score;
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

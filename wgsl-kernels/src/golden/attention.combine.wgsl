// y = sum of parts * 2^largest / sum of totals * 2^largest; one thread takes two features of a head.
override HEADS: u32;
override HEAD_DIM: u32;
override WINDOW: u32 = 0;
override UNSPLIT: u32;
override MIN_SPLIT: u32;
override MAX_SPLITS: u32;
override Y_STRIDE: u32;

const LOWEST = -1e30;

struct Row {
  token: u32,    // 0xffffffff: tokens[sequence * TOKEN_STRIDE + position]
  position: u32, // in the row's sequence
  sequence: u32, // whose page table is pages[sequence * PAGES ...]
  slot: u32,     // where the cache keeps this position
}

@group(0) @binding(0) var<storage, read> rows: array<Row>;
// [row][head][split]: HEAD_DIM sums, the largest score as a base-2 logarithm, the total weight
@group(0) @binding(1) var<storage, read> parts: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let d = id.x * 2;
  if (d >= HEAD_DIM) {
    return;
  }
  let d1 = min(d + 1, HEAD_DIM - 1);
  let first = (id.z * HEADS + id.y) * MAX_SPLITS;
  let end = rows[id.z].position + 1;
  let splits = split_count(end - first_position(end));
  var largest = LOWEST;
  var sum = vec2f();
  var total = 0.0;
  var s = 0u;
  loop { // parts of the first splits are asked for before it is known how many there are
    let part0 = (first + min(s + 0, MAX_SPLITS - 1)) * (HEAD_DIM + 2);
    let part1 = (first + min(s + 1, MAX_SPLITS - 1)) * (HEAD_DIM + 2);
    let part2 = (first + min(s + 2, MAX_SPLITS - 1)) * (HEAD_DIM + 2);
    let part3 = (first + min(s + 3, MAX_SPLITS - 1)) * (HEAD_DIM + 2);
    let part4 = (first + min(s + 4, MAX_SPLITS - 1)) * (HEAD_DIM + 2);
    let part5 = (first + min(s + 5, MAX_SPLITS - 1)) * (HEAD_DIM + 2);
    let part6 = (first + min(s + 6, MAX_SPLITS - 1)) * (HEAD_DIM + 2);
    let part7 = (first + min(s + 7, MAX_SPLITS - 1)) * (HEAD_DIM + 2);
    let sum0 = vec2f(parts[part0 + d], parts[part0 + d1]);
    let sum1 = vec2f(parts[part1 + d], parts[part1 + d1]);
    let sum2 = vec2f(parts[part2 + d], parts[part2 + d1]);
    let sum3 = vec2f(parts[part3 + d], parts[part3 + d1]);
    let sum4 = vec2f(parts[part4 + d], parts[part4 + d1]);
    let sum5 = vec2f(parts[part5 + d], parts[part5 + d1]);
    let sum6 = vec2f(parts[part6 + d], parts[part6 + d1]);
    let sum7 = vec2f(parts[part7 + d], parts[part7 + d1]);
    let score0 = parts[part0 + HEAD_DIM];
    let score1 = parts[part1 + HEAD_DIM];
    let score2 = parts[part2 + HEAD_DIM];
    let score3 = parts[part3 + HEAD_DIM];
    let score4 = parts[part4 + HEAD_DIM];
    let score5 = parts[part5 + HEAD_DIM];
    let score6 = parts[part6 + HEAD_DIM];
    let score7 = parts[part7 + HEAD_DIM];
    let total0 = parts[part0 + HEAD_DIM + 1];
    let total1 = parts[part1 + HEAD_DIM + 1];
    let total2 = parts[part2 + HEAD_DIM + 1];
    let total3 = parts[part3 + HEAD_DIM + 1];
    let total4 = parts[part4 + HEAD_DIM + 1];
    let total5 = parts[part5 + HEAD_DIM + 1];
    let total6 = parts[part6 + HEAD_DIM + 1];
    let total7 = parts[part7 + HEAD_DIM + 1];
    var grown = largest;
    grown = max(grown, select(LOWEST, score0, s + 0 < splits));
    grown = max(grown, select(LOWEST, score1, s + 1 < splits));
    grown = max(grown, select(LOWEST, score2, s + 2 < splits));
    grown = max(grown, select(LOWEST, score3, s + 3 < splits));
    grown = max(grown, select(LOWEST, score4, s + 4 < splits));
    grown = max(grown, select(LOWEST, score5, s + 5 < splits));
    grown = max(grown, select(LOWEST, score6, s + 6 < splits));
    grown = max(grown, select(LOWEST, score7, s + 7 < splits));
    let keep = exp2(largest - grown);
    sum *= keep;
    total *= keep;
    let weight0 = exp2(min(score0 - grown, 0));
    let weight1 = exp2(min(score1 - grown, 0));
    let weight2 = exp2(min(score2 - grown, 0));
    let weight3 = exp2(min(score3 - grown, 0));
    let weight4 = exp2(min(score4 - grown, 0));
    let weight5 = exp2(min(score5 - grown, 0));
    let weight6 = exp2(min(score6 - grown, 0));
    let weight7 = exp2(min(score7 - grown, 0));
    sum += select(vec2f(), sum0 * weight0, s + 0 < splits);
    sum += select(vec2f(), sum1 * weight1, s + 1 < splits);
    sum += select(vec2f(), sum2 * weight2, s + 2 < splits);
    sum += select(vec2f(), sum3 * weight3, s + 3 < splits);
    sum += select(vec2f(), sum4 * weight4, s + 4 < splits);
    sum += select(vec2f(), sum5 * weight5, s + 5 < splits);
    sum += select(vec2f(), sum6 * weight6, s + 6 < splits);
    sum += select(vec2f(), sum7 * weight7, s + 7 < splits);
    total += select(0, total0 * weight0, s + 0 < splits);
    total += select(0, total1 * weight1, s + 1 < splits);
    total += select(0, total2 * weight2, s + 2 < splits);
    total += select(0, total3 * weight3, s + 3 < splits);
    total += select(0, total4 * weight4, s + 4 < splits);
    total += select(0, total5 * weight5, s + 5 < splits);
    total += select(0, total6 * weight6, s + 6 < splits);
    total += select(0, total7 * weight7, s + 7 < splits);
    largest = grown;
    continuing {
      s += 8;
      break if s >= splits;
    }
  }
  if (splits == 1) { // done already
    return;
  }
  store(id.z * Y_STRIDE + id.y * HEAD_DIM + d, sum / total, d);
}

fn store(at: u32, pair: vec2f, d: u32) {
  y[at] = pair.x;
  if (d + 1 < HEAD_DIM) { y[at + 1] = pair.y; }
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

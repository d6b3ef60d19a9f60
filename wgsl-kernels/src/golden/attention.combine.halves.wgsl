// y = sum of parts * 2^largest / sum of totals * 2^largest; one thread takes two features of a head.
override HEADS: u32;
override HEAD_DIM: u32;
override WINDOW: u32 = 0;
override UNSPLIT: u32;
override MIN_SPLIT: u32;
override MAX_SPLITS: u32;
override Y_STRIDE: u32;

struct Row {
  token: u32,    // 0xffffffff: tokens[sequence * TOKEN_STRIDE + position]
  position: u32, // in the row's sequence
  sequence: u32, // whose page table is pages[sequence * PAGES ...]
  slot: u32,     // where the cache keeps this position
}

@group(0) @binding(0) var<storage, read> rows: array<Row>;
// [row][head][split]: HEAD_DIM sums, the largest score as a base-2 logarithm, the total weight
@group(0) @binding(1) var<storage, read> parts: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<u32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let d = id.x * 2;
  if (d >= HEAD_DIM) {
    return;
  }
  let d1 = min(d + 1, HEAD_DIM - 1);
  let end = rows[id.z].position + 1;
  let splits = split_count(end - first_position(end));
  if (splits == 1) { // done already
    return;
  }
  let first = (id.z * HEADS + id.y) * MAX_SPLITS;
  let last = first + splits - 1;
  var largest = -1e30;
  for (var s = first; s <= last; s += 4) {
    let score0 = parts[min(s + 0, last) * (HEAD_DIM + 2) + HEAD_DIM];
    let score1 = parts[min(s + 1, last) * (HEAD_DIM + 2) + HEAD_DIM];
    let score2 = parts[min(s + 2, last) * (HEAD_DIM + 2) + HEAD_DIM];
    let score3 = parts[min(s + 3, last) * (HEAD_DIM + 2) + HEAD_DIM];
    largest = max(largest, score0);
    largest = max(largest, score1);
    largest = max(largest, score2);
    largest = max(largest, score3);
  }
  var sum = vec2f();
  var total = 0.0;
  for (var s = first; s <= last; s += 4) {
    let part0 = min(s + 0, last) * (HEAD_DIM + 2);
    let part1 = min(s + 1, last) * (HEAD_DIM + 2);
    let part2 = min(s + 2, last) * (HEAD_DIM + 2);
    let part3 = min(s + 3, last) * (HEAD_DIM + 2);
    let weight0 = select(0, exp2(parts[part0 + HEAD_DIM] - largest), s + 0 <= last);
    let weight1 = select(0, exp2(parts[part1 + HEAD_DIM] - largest), s + 1 <= last);
    let weight2 = select(0, exp2(parts[part2 + HEAD_DIM] - largest), s + 2 <= last);
    let weight3 = select(0, exp2(parts[part3 + HEAD_DIM] - largest), s + 3 <= last);
    sum += vec2f(parts[part0 + d], parts[part0 + d1]) * weight0;
    sum += vec2f(parts[part1 + d], parts[part1 + d1]) * weight1;
    sum += vec2f(parts[part2 + d], parts[part2 + d1]) * weight2;
    sum += vec2f(parts[part3 + d], parts[part3 + d1]) * weight3;
    total += parts[part0 + HEAD_DIM + 1] * weight0;
    total += parts[part1 + HEAD_DIM + 1] * weight1;
    total += parts[part2 + HEAD_DIM + 1] * weight2;
    total += parts[part3 + HEAD_DIM + 1] * weight3;
  }
  store(id.z * Y_STRIDE + id.y * HEAD_DIM + d, sum / total, d);
}


const UNIT = 1.0 / 64;

// two halves of a 64th; what is too large becomes the largest
fn halves_of(x: vec2f) -> u32 {
  return pack2x16float(clamp(x * UNIT, vec2f(-2040), vec2f(2040)));
}

fn store(at: u32, pair: vec2f, d: u32) {
  y[at / 2] = halves_of(pair);
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

// states[slot].cut = the depth code of the last token kept, or states[slot].search = what to look for next
const NONE = 0xffffffffu;
const LOWEST = -3e38;

struct Draw {
  row: u32,             // of the step
  slot: u32,            // scratch space of a draw that does more than take the likeliest; NONE: it does not
  temperature: f32,     // 0: the likeliest token
  top_k: u32,           // 0: all
  top_p: f32,           // 1: all
  min_p_depth: f32,     // -log(min-p)
  repetition: f32,
  frequency: f32,
  presence: f32,
  penalty_start: u32,   // first position whose token counts; NONE: no penalties
  bias: u32,            // in draw_data: pairs of token and float
  biases: u32,          // pairs
  allowed: u32,         // in draw_data: one bit a token; NONE: all
  key: u32,             // of the noise
  likeliest: u32,       // how many to report with their log-probabilities; NONE: no log-probabilities
}

struct Total {          // of a block
  score: f32,           // the largest logit
  token: u32,           // whose it is
  total: f32,           // sum of e^(logit - score)
}

struct DrawState {
  largest: atomic<u32>, // score, as a number that sorts like it
  search: u32,          // what the next cut looks for
  bin: u32,             // coarse bin whose tokens the fine histogram holds
  before: f32,          // tokens, or their weight, before that bin
  wanted: f32,          // weight that top-p wants
  cut: u32,             // tokens with a greater depth code are dropped
}

const COARSE = 0u;
const FINE_TOP_K = 1u;
const FINE_TOP_P = 2u;
const DONE = 3u;
const BINS = 4096u;
const NATS = 30.0;

fn coarse_bin(depth: vec4f) -> vec4u {
  return vec4u(min(depth, vec4f(2 * NATS)) * (f32(BINS) / NATS));
}

fn fine_bin(depth: vec4f) -> vec4u {
  let rest = min(depth, vec4f(2 * NATS)) * (f32(BINS) / NATS) - vec4f(coarse_bin(depth));
  return vec4u(clamp(rest * f32(BINS), vec4f(0), vec4f(f32(BINS - 1))));
}

@group(0) @binding(0) var<storage, read> draws: array<Draw>;
@group(0) @binding(1) var<storage, read_write> states: array<DrawState>;
@group(0) @binding(2) var<storage, read_write> histograms: array<u32>; // [slot][coarse, fine][bin][3]

// tables of numbers a bin
const COARSE_COUNT = 0u;
const COARSE_WEIGHT = 1u;
const FINE_COUNT = 2u;
const FINE_WEIGHT = 3u;

// sums over 16 and 256 bins, so that a search takes 16 + 16 + 16 steps
var<workgroup> sums_16: array<f32, 1024>; // [table][256]
var<workgroup> sums_256: array<f32, 64>; // [table][16]

@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  let draw = draws[workgroup.y];
  if (draw.slot == NONE || (draw.top_k == 0 && draw.top_p >= 1)) {
    return;
  }
  let fine = states[draw.slot].search != COARSE;
  for (var resolution = 0u; resolution < select(1u, 2u, fine); resolution++) {
    let at = ((draw.slot * 2 + resolution) * BINS + thread * 16) * 3;
    var count = 0.0;
    var weight = 0.0;
    count += f32(histograms[at + 0 * 3]);
    count += f32(histograms[at + 1 * 3]);
    count += f32(histograms[at + 2 * 3]);
    count += f32(histograms[at + 3 * 3]);
    count += f32(histograms[at + 4 * 3]);
    count += f32(histograms[at + 5 * 3]);
    count += f32(histograms[at + 6 * 3]);
    count += f32(histograms[at + 7 * 3]);
    count += f32(histograms[at + 8 * 3]);
    count += f32(histograms[at + 9 * 3]);
    count += f32(histograms[at + 10 * 3]);
    count += f32(histograms[at + 11 * 3]);
    count += f32(histograms[at + 12 * 3]);
    count += f32(histograms[at + 13 * 3]);
    count += f32(histograms[at + 14 * 3]);
    count += f32(histograms[at + 15 * 3]);
    weight += weight_of(histograms[at + 0 * 3 + 1], histograms[at + 0 * 3 + 2]);
    weight += weight_of(histograms[at + 1 * 3 + 1], histograms[at + 1 * 3 + 2]);
    weight += weight_of(histograms[at + 2 * 3 + 1], histograms[at + 2 * 3 + 2]);
    weight += weight_of(histograms[at + 3 * 3 + 1], histograms[at + 3 * 3 + 2]);
    weight += weight_of(histograms[at + 4 * 3 + 1], histograms[at + 4 * 3 + 2]);
    weight += weight_of(histograms[at + 5 * 3 + 1], histograms[at + 5 * 3 + 2]);
    weight += weight_of(histograms[at + 6 * 3 + 1], histograms[at + 6 * 3 + 2]);
    weight += weight_of(histograms[at + 7 * 3 + 1], histograms[at + 7 * 3 + 2]);
    weight += weight_of(histograms[at + 8 * 3 + 1], histograms[at + 8 * 3 + 2]);
    weight += weight_of(histograms[at + 9 * 3 + 1], histograms[at + 9 * 3 + 2]);
    weight += weight_of(histograms[at + 10 * 3 + 1], histograms[at + 10 * 3 + 2]);
    weight += weight_of(histograms[at + 11 * 3 + 1], histograms[at + 11 * 3 + 2]);
    weight += weight_of(histograms[at + 12 * 3 + 1], histograms[at + 12 * 3 + 2]);
    weight += weight_of(histograms[at + 13 * 3 + 1], histograms[at + 13 * 3 + 2]);
    weight += weight_of(histograms[at + 14 * 3 + 1], histograms[at + 14 * 3 + 2]);
    weight += weight_of(histograms[at + 15 * 3 + 1], histograms[at + 15 * 3 + 2]);
    sums_16[resolution * 512 + thread] = count;
    sums_16[resolution * 512 + 256 + thread] = weight;
  }
  workgroupBarrier();
  if (thread < 64) {
    var sum = 0.0;
    for (var i = 0u; i < 16; i++) {
      sum += sums_16[thread * 16 + i];
    }
    sums_256[thread] = sum;
  }
  workgroupBarrier();
  if (thread == 0) {
    advance(draw);
  }
  storageBarrier();
  for (var i = thread; i < BINS * 3 && fine; i += 256) {
    histograms[(draw.slot * 2 + 1) * BINS * 3 + i] = 0;
  }
}

fn advance(draw: Draw) {
  let state = &states[draw.slot];
  let search = (*state).search;
  (*state).search = DONE;
  if (search == COARSE) {
    (*state).cut = NONE;
    if (draw.top_k > 0) {
      let found = find(draw.slot, COARSE_COUNT, 0, f32(draw.top_k));
      if (found.bin < BINS) {
        refine(draw.slot, FINE_TOP_K, found);
        return;
      }
    }
    if (draw.top_p < 1) {
      let all = weight_before(draw.slot, COARSE_WEIGHT, BINS);
      (*state).wanted = draw.top_p * all;
      refine(draw.slot, FINE_TOP_P, find(draw.slot, COARSE_WEIGHT, 0, draw.top_p * all));
    }
  } else if (search == FINE_TOP_K) {
    let bin = (*state).bin;
    let last = find(draw.slot, FINE_COUNT, (*state).before, f32(draw.top_k)).bin;
    (*state).cut = bin * BINS + last;
    if (draw.top_p < 1) {
      let before = weight_before(draw.slot, COARSE_WEIGHT, bin);
      let wanted = draw.top_p * (before + weight_before(draw.slot, FINE_WEIGHT, last + 1));
      if (wanted > before) {
        (*state).cut = bin * BINS + min(last, find(draw.slot, FINE_WEIGHT, before, wanted).bin);
      } else {
        (*state).wanted = wanted;
        refine(draw.slot, FINE_TOP_P, find(draw.slot, COARSE_WEIGHT, 0, wanted));
      }
    }
  } else if (search == FINE_TOP_P) {
    let last = find(draw.slot, FINE_WEIGHT, (*state).before, (*state).wanted).bin;
    (*state).cut = min((*state).cut, (*state).bin * BINS + min(last, BINS - 1));
  }
}

fn refine(slot: u32, search: u32, found: Found) {
  states[slot].search = search;
  states[slot].bin = min(found.bin, BINS - 1);
  states[slot].before = found.before;
}

struct Found {
  bin: u32, // BINS when there is none
  before: f32, // the sum up to it
}

// the first bin at which the sum, begun with before, reaches wanted
fn find(slot: u32, table: u32, before: f32, wanted: f32) -> Found {
  var sum = before;
  var i = table * 16;
  while (i < table * 16 + 16 && sum + sums_256[i] < wanted) {
    sum += sums_256[i];
    i++;
  }
  if (i == table * 16 + 16) {
    return Found(BINS, sum);
  }
  i *= 16;
  let last_16 = i + 15;
  while (i < last_16 && sum + sums_16[i] < wanted) {
    sum += sums_16[i];
    i++;
  }
  var bin = (i - table * 256) * 16;
  let entry0 = entry(slot, table, bin + 0);
  let entry1 = entry(slot, table, bin + 1);
  let entry2 = entry(slot, table, bin + 2);
  let entry3 = entry(slot, table, bin + 3);
  let entry4 = entry(slot, table, bin + 4);
  let entry5 = entry(slot, table, bin + 5);
  let entry6 = entry(slot, table, bin + 6);
  let entry7 = entry(slot, table, bin + 7);
  let entry8 = entry(slot, table, bin + 8);
  let entry9 = entry(slot, table, bin + 9);
  let entry10 = entry(slot, table, bin + 10);
  let entry11 = entry(slot, table, bin + 11);
  let entry12 = entry(slot, table, bin + 12);
  let entry13 = entry(slot, table, bin + 13);
  let entry14 = entry(slot, table, bin + 14);
  let entry15 = entry(slot, table, bin + 15);
  if (0 < 15 && sum + entry0 < wanted) { sum += entry0; bin++; } else { return Found(bin, sum); }
  if (1 < 15 && sum + entry1 < wanted) { sum += entry1; bin++; } else { return Found(bin, sum); }
  if (2 < 15 && sum + entry2 < wanted) { sum += entry2; bin++; } else { return Found(bin, sum); }
  if (3 < 15 && sum + entry3 < wanted) { sum += entry3; bin++; } else { return Found(bin, sum); }
  if (4 < 15 && sum + entry4 < wanted) { sum += entry4; bin++; } else { return Found(bin, sum); }
  if (5 < 15 && sum + entry5 < wanted) { sum += entry5; bin++; } else { return Found(bin, sum); }
  if (6 < 15 && sum + entry6 < wanted) { sum += entry6; bin++; } else { return Found(bin, sum); }
  if (7 < 15 && sum + entry7 < wanted) { sum += entry7; bin++; } else { return Found(bin, sum); }
  if (8 < 15 && sum + entry8 < wanted) { sum += entry8; bin++; } else { return Found(bin, sum); }
  if (9 < 15 && sum + entry9 < wanted) { sum += entry9; bin++; } else { return Found(bin, sum); }
  if (10 < 15 && sum + entry10 < wanted) { sum += entry10; bin++; } else { return Found(bin, sum); }
  if (11 < 15 && sum + entry11 < wanted) { sum += entry11; bin++; } else { return Found(bin, sum); }
  if (12 < 15 && sum + entry12 < wanted) { sum += entry12; bin++; } else { return Found(bin, sum); }
  if (13 < 15 && sum + entry13 < wanted) { sum += entry13; bin++; } else { return Found(bin, sum); }
  if (14 < 15 && sum + entry14 < wanted) { sum += entry14; bin++; } else { return Found(bin, sum); }
  if (15 < 15 && sum + entry15 < wanted) { sum += entry15; bin++; } else { return Found(bin, sum); }
  return Found(bin, sum);
}

fn weight_before(slot: u32, table: u32, end: u32) -> f32 {
  var sum = 0.0;
  for (var i = 0u; i < end / 256; i++) {
    sum += sums_256[table * 16 + i];
  }
  for (var i = end / 256 * 16; i < end / 16; i++) {
    sum += sums_16[table * 256 + i];
  }
  for (var bin = end / 16 * 16; bin < end; bin++) {
    sum += entry(slot, table, bin);
  }
  return sum;
}

fn entry(slot: u32, table: u32, bin: u32) -> f32 {
  let at = ((slot * 2 + table / 2) * BINS + bin) * 3;
  if (table % 2 == 0) {
    return f32(histograms[at]);
  }
  return weight_of(histograms[at + 1], histograms[at + 2]);
}

fn weight_of(high: u32, low: u32) -> f32 {
  return f32(high) * 0x1p-13 + f32(low) * 0x1p-26;
}

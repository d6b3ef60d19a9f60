// scores = logits with penalties, bias and mask; best = the likeliest token of each block of 1024.
override VOCABULARY: u32;
override LOGIT_STRIDE: u32; // in floats
override LOGIT_OFFSET: u32 = 0;
override BLOCKS: u32;
override THREADS: u32; // divides 256

const HISTOGRAM = 2u * 3 * 4096; // words: coarse and fine, 3 a bin

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

@group(0) @binding(0) var<storage, read> draws: array<Draw>;
@group(0) @binding(1) var<storage, read> draw_data: array<u32>;
@group(0) @binding(2) var<storage, read> logits: array<vec4f>; // [draw][LOGIT_STRIDE]
@group(0) @binding(3) var<storage, read_write> marks: array<u32>; // [slot][count, bias][token], zeroed here
@group(0) @binding(4) var<storage, read_write> scores: array<vec4f>; // [slot][BLOCKS * 1024]
@group(0) @binding(5) var<storage, read_write> histograms: array<u32>; // zeroed here
@group(0) @binding(6) var<storage, read_write> states: array<DrawState>;
@group(0) @binding(7) var<storage, read_write> best: array<vec2u>; // [draw][BLOCKS]: score, token

struct Best {
  score: f32,
  token: u32,
}

var<workgroup> candidates: array<Best, THREADS>;

fn better(a: Best, b: Best) -> Best {
  if (b.score > a.score || (b.score == a.score && b.token < a.token)) {
    return b;
  }
  return a;
}

// the first thread learns it
fn best_of(scores: vec4f, tokens: vec4u, thread: u32) -> Best {
  let left = better(Best(scores.x, tokens.x), Best(scores.y, tokens.y));
  var own = better(left, better(Best(scores.z, tokens.z), Best(scores.w, tokens.w)));
  candidates[thread] = own;
  workgroupBarrier();
  if (thread < 8) {
    for (var i = thread + 8; i < THREADS; i += 8) {
      own = better(own, candidates[i]);
    }
    candidates[thread] = own;
  }
  workgroupBarrier();
  for (var i = 1u; i < min(8, THREADS) && thread == 0; i++) {
    own = better(own, candidates[i]);
  }
  return own;
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  let slot = draws[workgroup.y].slot;
  let allowed = draws[workgroup.y].allowed;
  let marked = draws[workgroup.y].penalty_start != NONE || draws[workgroup.y].biases > 0;
  let cuts = draws[workgroup.y].top_k > 0 || (draws[workgroup.y].top_p < 1);
  let row = (workgroup.y * LOGIT_STRIDE + LOGIT_OFFSET) / 4;
  var largest = vec4f(LOWEST);
  var likeliest = vec4u(NONE);
  for (var at = workgroup.x * 256 + thread; at < workgroup.x * 256 + 256; at += THREADS) {
    let tokens = vec4u(0, 1, 2, 3) + at * 4;
    var score = vec4f(LOWEST);
    if (at * 4 < VOCABULARY) {
      score = select(score, logits[row + at], tokens < vec4u(VOCABULARY));
    }
    if (marked) {
      score = changed(workgroup.y, at * 4, score);
    }
    if (allowed != NONE) {
      let bits = draw_data[allowed + at / 8] >> (at % 8 * 4);
      score = select(vec4f(LOWEST), score, (vec4u(bits) & vec4u(1, 2, 4, 8)) != vec4u(0));
    }
    if (slot != NONE) {
      scores[slot * BLOCKS * 256 + at] = score;
    }
    likeliest = select(likeliest, tokens, score > largest);
    largest = max(largest, score);
  }
  if (slot != NONE && cuts) {
    for (var i = workgroup.x * THREADS + thread; i < HISTOGRAM; i += BLOCKS * THREADS) {
      histograms[slot * HISTOGRAM + i] = 0;
    }
  }
  let winner = best_of(largest, likeliest, thread);
  if (thread == 0) {
    best[workgroup.y * BLOCKS + workgroup.x] = vec2u(bitcast<u32>(winner.score), winner.token);
    if (slot != NONE) {
      atomicMax(&states[slot].largest, sortable(winner.score));
    }
  }
}

// with penalties and biases, whose marks are wiped away
fn changed(index: u32, first: u32, logit: vec4f) -> vec4f {
  let slot = draws[index].slot;
  var score = logit;
  for (var j = 0u; j < 4; j++) {
    let count_at = slot * 2 * VOCABULARY + first + j;
    if (first + j >= VOCABULARY) {
      break;
    }
    let count = f32(marks[count_at]);
    if (count > 0) {
      let repeated = select(score[j] * draws[index].repetition, score[j] / draws[index].repetition, score[j] > 0);
      score[j] = repeated - count * draws[index].frequency - draws[index].presence;
    }
    score[j] += bitcast<f32>(marks[count_at + VOCABULARY]);
    marks[count_at] = 0;
    marks[count_at + VOCABULARY] = 0;
  }
  return score;
}

fn sortable(score: f32) -> u32 {
  let bits = bitcast<u32>(score);
  return select(bits | 0x80000000, ~bits, (bits >> 31) == 1);
}

fn unsorted(number: u32) -> f32 {
  return bitcast<f32>(select(~number, number & 0x7fffffff, (number >> 31) == 1));
}

// scores = logits with penalties, bias and mask; best = the likeliest token of each block of 2048.
override VOCABULARY: u32;
override LOGIT_STRIDE: u32; // in floats
override LOGIT_OFFSET: u32 = 0;
override BLOCKS: u32;

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
@group(0) @binding(4) var<storage, read_write> scores: array<vec4f>; // [slot][BLOCKS * 2048]
@group(0) @binding(5) var<storage, read_write> histograms: array<u32>; // zeroed here
@group(0) @binding(6) var<storage, read_write> states: array<DrawState>;
@group(0) @binding(7) var<storage, read_write> best: array<vec2u>; // [draw][BLOCKS]: score, token

var<workgroup> best_scores: array<f32, 64>;
var<workgroup> best_tokens: array<u32, 64>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  let draw = draws[workgroup.y];
  var largest = LOWEST;
  var likeliest = NONE;
  for (var i = 0u; i < 8; i++) {
    let first = workgroup.x * 2048 + (i * 64 + thread) * 4;
    var score = vec4f(LOWEST);
    if (first < VOCABULARY) {
      score = changed(draw, first, logits[(workgroup.y * LOGIT_STRIDE + LOGIT_OFFSET + first) / 4]);
    }
    if (draw.slot != NONE) {
      scores[(draw.slot * BLOCKS * 2048 + first) / 4] = score;
    }
    for (var j = 0u; j < 4; j++) {
      if (score[j] > largest) {
        largest = score[j];
        likeliest = first + j;
      }
    }
  }
  best_scores[thread] = largest;
  best_tokens[thread] = likeliest;
  if (draw.slot != NONE) {
    for (var i = workgroup.x * 64 + thread; i < HISTOGRAM; i += BLOCKS * 64) {
      histograms[draw.slot * HISTOGRAM + i] = 0;
    }
  }
  workgroupBarrier();
  if (thread > 0) {
    return;
  }
  for (var i = 1u; i < 64; i++) {
    if (best_scores[i] > largest || (best_scores[i] == largest && best_tokens[i] < likeliest)) {
      largest = best_scores[i];
      likeliest = best_tokens[i];
    }
  }
  best[workgroup.y * BLOCKS + workgroup.x] = vec2u(bitcast<u32>(largest), likeliest);
  if (draw.slot != NONE) {
    atomicMax(&states[draw.slot].largest, sortable(largest));
  }
}

fn changed(draw: Draw, first: u32, logit: vec4f) -> vec4f {
  var score = logit;
  var allowed = 0xfu;
  if (draw.allowed != NONE) {
    allowed = draw_data[draw.allowed + first / 32] >> (first % 32);
  }
  for (var j = 0u; j < 4; j++) {
    let token = first + j;
    if (token >= VOCABULARY || ((allowed >> j) & 1) == 0) {
      score[j] = LOWEST;
      continue;
    }
    if (draw.penalty_start != NONE) {
      let count = marks[draw.slot * 2 * VOCABULARY + token];
      if (count > 0) {
        score[j] = select(score[j] * draw.repetition, score[j] / draw.repetition, score[j] > 0)
          - f32(count) * draw.frequency - draw.presence;
      }
    }
    if (draw.biases > 0) {
      score[j] += bitcast<f32>(marks[(draw.slot * 2 + 1) * VOCABULARY + token]);
    }
  }
  if (draw.penalty_start != NONE || draw.biases > 0) {
    for (var j = first; j < min(first + 4, VOCABULARY); j++) {
      marks[draw.slot * 2 * VOCABULARY + j] = 0;
      marks[(draw.slot * 2 + 1) * VOCABULARY + j] = 0;
    }
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

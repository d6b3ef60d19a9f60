// best = the largest -depth + noise of each block of 2048 tokens, for draws with a temperature
override BLOCKS: u32;

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
const BINS = 4096u;
const NATS = 30.0;

fn coarse_bin(depth: f32) -> u32 {
  return u32(min(depth, 2 * NATS) * (f32(BINS) / NATS));
}

fn fine_bin(depth: f32) -> u32 {
  let rest = depth * (f32(BINS) / NATS) - f32(coarse_bin(depth));
  return u32(clamp(rest * f32(BINS), 0, f32(BINS - 1)));
}

fn depth_code(depth: f32) -> u32 {
  return coarse_bin(depth) * BINS + fine_bin(depth);
}

@group(0) @binding(0) var<storage, read> draws: array<Draw>;
@group(0) @binding(1) var<storage, read> scores: array<vec4f>; // [slot][BLOCKS * 2048]
@group(0) @binding(2) var<storage, read_write> states: array<DrawState>;
@group(0) @binding(3) var<storage, read_write> best: array<vec2u>; // [draw][BLOCKS]: noisy score, token

var<workgroup> best_scores: array<f32, 64>;
var<workgroup> best_tokens: array<u32, 64>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  let draw = draws[workgroup.y];
  if (draw.slot == NONE || draw.temperature == 0) {
    return;
  }
  let largest = unsorted(atomicLoad(&states[draw.slot].largest));
  var cut = NONE;
  if (draw.top_k > 0 || draw.top_p < 1) {
    cut = states[draw.slot].cut;
  }
  var noisiest = LOWEST;
  var drawn = NONE;
  for (var i = 0u; i < 8; i++) {
    let first = workgroup.x * 2048 + (i * 64 + thread) * 4;
    let score = scores[(draw.slot * BLOCKS * 2048 + first) / 4];
    for (var j = 0u; j < 4; j++) {
      let depth = (largest - score[j]) / draw.temperature;
      if (score[j] > LOWEST && depth <= draw.min_p_depth && (cut == NONE || depth_code(depth) <= cut)) {
        let noisy = gumbel(draw.key, first + j) - depth;
        if (noisy > noisiest) {
          noisiest = noisy;
          drawn = first + j;
        }
      }
    }
  }
  best_scores[thread] = noisiest;
  best_tokens[thread] = drawn;
  workgroupBarrier();
  if (thread > 0) {
    return;
  }
  for (var i = 1u; i < 64; i++) {
    if (best_scores[i] > noisiest || (best_scores[i] == noisiest && best_tokens[i] < drawn)) {
      noisiest = best_scores[i];
      drawn = best_tokens[i];
    }
  }
  best[workgroup.y * BLOCKS + workgroup.x] = vec2u(bitcast<u32>(noisiest), drawn);
}

fn sortable(score: f32) -> u32 {
  let bits = bitcast<u32>(score);
  return select(bits | 0x80000000, ~bits, (bits >> 31) == 1);
}

fn unsorted(number: u32) -> f32 {
  return bitcast<f32>(select(~number, number & 0x7fffffff, (number >> 31) == 1));
}

fn hash(value: u32) -> u32 {
  let state = value * 747796405u + 2891336453u;
  let word = ((state >> ((state >> 28) + 4)) ^ state) * 277803737u;
  return (word >> 22) ^ word;
}

fn gumbel(key: u32, token: u32) -> f32 {
  let u = (f32(hash(key ^ hash(token)) >> 9) + 0.5) * 0x1p-23;
  var e = -log(1 - u);
  if (u < 0.5) { // 2 artanh(u / (2 - u))
    let s = u / (2 - u);
    let t = s * s;
    e = 2 * s * (1 + t * (1 / 3.0 + t * (1 / 5.0 + t * (1 / 7.0 + t * (1 / 9.0
      + t * (1 / 11.0 + t * (1 / 13.0 + t / 15)))))));
  }
  return -log(e);
}

// histograms[bin] += (1, weight of the token); weights are e^-depth in units of 2^-26, high and low half apart
override BLOCKS: u32;
override THREADS: u32; // divides 256

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
@group(0) @binding(1) var<storage, read> scores: array<vec4f>; // [slot][BLOCKS * 1024]
@group(0) @binding(2) var<storage, read_write> states: array<DrawState>;
@group(0) @binding(3) var<storage, read_write> histograms: array<atomic<u32>>; // [slot][coarse, fine][bin][3]

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  let slot = draws[workgroup.y].slot;
  let counts = draws[workgroup.y].top_k > 0;
  let weighs = draws[workgroup.y].top_p < 1;
  if (slot == NONE || !(counts || weighs) || states[slot].search == DONE) {
    return;
  }
  let coarse = states[slot].search == COARSE;
  let bin = states[slot].bin;
  let largest = unsorted(atomicLoad(&states[slot].largest));
  let temperature = draws[workgroup.y].temperature;
  let table = (slot * 2 + select(1u, 0u, coarse)) * BINS * 3;
  for (var i = thread; i < 256; i += THREADS) {
    let score = scores[slot * BLOCKS * 256 + workgroup.x * 256 + i];
    let depth = (largest - score) / temperature;
    let own = coarse_bin(depth);
    let counted = (score > vec4f(LOWEST)) & (own < vec4u(BINS)) & ((own == vec4u(bin)) | vec4<bool>(coarse));
    if (any(counted)) {
      let at = table + select(fine_bin(depth), own, vec4<bool>(coarse)) * 3;
      let weight = vec4u(exp(-depth) * 0x1p26 + 0.5);
      if (counted.x) { add(at.x, weight.x, counts, weighs); }
      if (counted.y) { add(at.y, weight.y, counts, weighs); }
      if (counted.z) { add(at.z, weight.z, counts, weighs); }
      if (counted.w) { add(at.w, weight.w, counts, weighs); }
    }
  }
}

fn add(at: u32, weight: u32, counts: bool, weighs: bool) {
  if (counts) {
    atomicAdd(&histograms[at], 1);
  }
  if (weighs) {
    atomicAdd(&histograms[at + 1], weight >> 13);
    atomicAdd(&histograms[at + 2], weight & 0x1fff);
  }
}

fn sortable(score: f32) -> u32 {
  let bits = bitcast<u32>(score);
  return select(bits | 0x80000000, ~bits, (bits >> 31) == 1);
}

fn unsorted(number: u32) -> f32 {
  return bitcast<f32>(select(~number, number & 0x7fffffff, (number >> 31) == 1));
}

// histograms[bin] += (1, weight of the token); weights are e^-depth in units of 2^-26, high and low half apart
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

@compute @workgroup_size(64)
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
  let score0 = scores[slot * BLOCKS * 256 + workgroup.x * 256 + thread + 0 * 64];
  let score1 = scores[slot * BLOCKS * 256 + workgroup.x * 256 + thread + 1 * 64];
  let score2 = scores[slot * BLOCKS * 256 + workgroup.x * 256 + thread + 2 * 64];
  let score3 = scores[slot * BLOCKS * 256 + workgroup.x * 256 + thread + 3 * 64];
  let depth0 = (largest - score0) / temperature;
  let depth1 = (largest - score1) / temperature;
  let depth2 = (largest - score2) / temperature;
  let depth3 = (largest - score3) / temperature;
  let own0 = coarse_bin(depth0);
  let own1 = coarse_bin(depth1);
  let own2 = coarse_bin(depth2);
  let own3 = coarse_bin(depth3);
  let keep0 = (own0 < vec4u(BINS)) & (score0 > vec4f(LOWEST)) & ((own0 == vec4u(bin)) | vec4<bool>(coarse));
  let keep1 = (own1 < vec4u(BINS)) & (score1 > vec4f(LOWEST)) & ((own1 == vec4u(bin)) | vec4<bool>(coarse));
  let keep2 = (own2 < vec4u(BINS)) & (score2 > vec4f(LOWEST)) & ((own2 == vec4u(bin)) | vec4<bool>(coarse));
  let keep3 = (own3 < vec4u(BINS)) & (score3 > vec4f(LOWEST)) & ((own3 == vec4u(bin)) | vec4<bool>(coarse));
  let at0 = table + select(fine_bin(depth0), own0, vec4<bool>(coarse)) * 3;
  let at1 = table + select(fine_bin(depth1), own1, vec4<bool>(coarse)) * 3;
  let at2 = table + select(fine_bin(depth2), own2, vec4<bool>(coarse)) * 3;
  let at3 = table + select(fine_bin(depth3), own3, vec4<bool>(coarse)) * 3;
  let weight0 = vec4u(exp(-depth0) * 0x1p26 + 0.5);
  let weight1 = vec4u(exp(-depth1) * 0x1p26 + 0.5);
  let weight2 = vec4u(exp(-depth2) * 0x1p26 + 0.5);
  let weight3 = vec4u(exp(-depth3) * 0x1p26 + 0.5);
  if (keep0.x) { add(at0.x, weight0.x, counts, weighs); }
  if (keep1.x) { add(at1.x, weight1.x, counts, weighs); }
  if (keep2.x) { add(at2.x, weight2.x, counts, weighs); }
  if (keep3.x) { add(at3.x, weight3.x, counts, weighs); }
  if (keep0.y) { add(at0.y, weight0.y, counts, weighs); }
  if (keep1.y) { add(at1.y, weight1.y, counts, weighs); }
  if (keep2.y) { add(at2.y, weight2.y, counts, weighs); }
  if (keep3.y) { add(at3.y, weight3.y, counts, weighs); }
  if (keep0.z) { add(at0.z, weight0.z, counts, weighs); }
  if (keep1.z) { add(at1.z, weight1.z, counts, weighs); }
  if (keep2.z) { add(at2.z, weight2.z, counts, weighs); }
  if (keep3.z) { add(at3.z, weight3.z, counts, weighs); }
  if (keep0.w) { add(at0.w, weight0.w, counts, weighs); }
  if (keep1.w) { add(at1.w, weight1.w, counts, weighs); }
  if (keep2.w) { add(at2.w, weight2.w, counts, weighs); }
  if (keep3.w) { add(at3.w, weight3.w, counts, weighs); }
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

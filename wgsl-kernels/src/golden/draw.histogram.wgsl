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
@group(0) @binding(3) var<storage, read_write> histograms: array<atomic<u32>>; // [slot][coarse, fine][bin][3]

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  let draw = draws[workgroup.y];
  if (draw.slot == NONE || (draw.top_k == 0 && draw.top_p >= 1)) {
    return;
  }
  let search = states[draw.slot].search;
  if (search == DONE) {
    return;
  }
  let largest = unsorted(atomicLoad(&states[draw.slot].largest));
  let bin = states[draw.slot].bin;
  let coarse = draw.slot * 2 * BINS * 3;
  let fine = coarse + BINS * 3;
  for (var i = 0u; i < 8; i++) {
    let first = workgroup.x * 2048 + (i * 64 + thread) * 4;
    let score = scores[(draw.slot * BLOCKS * 2048 + first) / 4];
    for (var j = 0u; j < 4; j++) {
      let depth = (largest - score[j]) / draw.temperature;
      let own = coarse_bin(depth);
      if (own >= BINS || score[j] <= LOWEST || (search != COARSE && own != bin)) {
        continue;
      }
      let at = select(fine + fine_bin(depth) * 3, coarse + own * 3, search == COARSE);
      let weight = u32(exp(-depth) * 0x1p26 + 0.5);
      if (draw.top_k > 0) {
        atomicAdd(&histograms[at], 1);
      }
      if (draw.top_p < 1) {
        atomicAdd(&histograms[at + 1], weight >> 13);
        atomicAdd(&histograms[at + 2], weight & 0x1fff);
      }
    }
  }
}

fn sortable(score: f32) -> u32 {
  let bits = bitcast<u32>(score);
  return select(bits | 0x80000000, ~bits, (bits >> 31) == 1);
}

fn unsorted(number: u32) -> f32 {
  return bitcast<f32>(select(~number, number & 0x7fffffff, (number >> 31) == 1));
}

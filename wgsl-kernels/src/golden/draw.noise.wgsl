// best = the largest -depth + noise of each block of 1024 tokens, for draws with a temperature
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
@group(0) @binding(1) var<storage, read> scores: array<vec4f>; // [slot][BLOCKS * 256]
@group(0) @binding(2) var<storage, read_write> states: array<DrawState>;
@group(0) @binding(3) var<storage, read_write> best: array<vec2u>; // [draw][BLOCKS]: noisy score, token

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
  let temperature = draws[workgroup.y].temperature;
  if (slot == NONE || temperature == 0) {
    return;
  }
  let largest = unsorted(atomicLoad(&states[slot].largest));
  let cut = select(NONE, states[slot].cut, draws[workgroup.y].top_k > 0 || (draws[workgroup.y].top_p < 1));
  let deepest = draws[workgroup.y].min_p_depth;
  let key = draws[workgroup.y].key;
  var noisiest = vec4f(LOWEST);
  var drawn = vec4u(NONE);
  for (var at = workgroup.x * 256 + thread; at < workgroup.x * 256 + 256; at += THREADS) {
    let score = scores[slot * BLOCKS * 256 + at];
    let depth = (largest - score) / temperature;
    let keep = (score > vec4f(LOWEST)) & (depth <= vec4f(deepest)) & is_within(cut, depth);
    if (any(keep)) {
      let noisy = select(vec4f(LOWEST), gumbel(key, at * 4) - depth, keep);
      drawn = select(drawn, vec4u(0, 1, 2, 3) + at * 4, noisy > noisiest);
      noisiest = max(noisiest, noisy);
    }
  }
  let winner = best_of(noisiest, drawn, thread);
  if (thread == 0) {
    best[workgroup.y * BLOCKS + workgroup.x] = vec2u(bitcast<u32>(winner.score), winner.token);
  }
}

fn is_within(cut: u32, depth: vec4f) -> vec4<bool> {
  if (cut == NONE) {
    return vec4<bool>(true);
  }
  return coarse_bin(depth) * BINS + fine_bin(depth) <= vec4u(cut);
}

fn sortable(score: f32) -> u32 {
  let bits = bitcast<u32>(score);
  return select(bits | 0x80000000, ~bits, (bits >> 31) == 1);
}

fn unsorted(number: u32) -> f32 {
  return bitcast<f32>(select(~number, number & 0x7fffffff, (number >> 31) == 1));
}

fn hash(value: vec4u) -> vec4u {
  let state = value * 747796405u + 2891336453u;
  let word = ((state >> ((state >> vec4u(28)) + 4)) ^ state) * 277803737u;
  return (word >> vec4u(22)) ^ word;
}

// of four tokens
fn gumbel(key: u32, first: u32) -> vec4f {
  let bits = hash(vec4u(key) ^ hash(vec4u(0, 1, 2, 3) + first));
  let u = (vec4f(bits >> vec4u(9)) + 0.5) * 0x1p-23;
  let s = u / (2 - u);
  let t = s * s;
  let series = 2 * s * (1 + t * (1 / 3.0 + t * (1 / 5.0 + t * (1 / 7.0 + t * (1 / 9.0
    + t * (1 / 11.0 + t * (1 / 13.0 + t / 15))))))); // 2 artanh(s) = -log(1 - u)
  return -log(select(-log(1 - u), series, u < vec4f(0.5)));
}

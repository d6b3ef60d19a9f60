// totals = the likeliest token of each block of 1024 and the sum of e^(logit - its logit) over the block
override VOCABULARY: u32;
override LOGIT_STRIDE: u32; // in floats
override LOGIT_OFFSET: u32 = 0;
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

@group(0) @binding(0) var<storage, read> draws: array<Draw>;
@group(0) @binding(1) var<storage, read> logits: array<vec4f>; // [draw][LOGIT_STRIDE]
@group(0) @binding(2) var<storage, read_write> totals: array<Total>; // [draw][BLOCKS]

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

var<workgroup> sums: array<f32, THREADS>; // each thread's own, relative to the block's largest logit
var<workgroup> largest: f32;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  if (draws[workgroup.y].likeliest == NONE) {
    return;
  }
  let row = (workgroup.y * LOGIT_STRIDE + LOGIT_OFFSET) / 4;
  let begin = workgroup.x * 256;
  let end = min(begin + 256, (VOCABULARY + 3) / 4);
  var top = vec4f(LOWEST);
  var likeliest = vec4u(NONE);
  for (var at = begin + thread; at < end; at += THREADS) {
    let tokens = vec4u(0, 1, 2, 3) + at * 4;
    let logit = select(vec4f(LOWEST), logits[row + at], tokens < vec4u(VOCABULARY));
    likeliest = select(likeliest, tokens, logit > top);
    top = max(top, logit);
  }
  let winner = best_of(top, likeliest, thread);
  if (thread == 0) {
    largest = winner.score;
  }
  workgroupBarrier();
  var sum = vec4f();
  for (var at = begin + thread; at < end; at += THREADS) {
    let tokens = vec4u(0, 1, 2, 3) + at * 4;
    sum += select(vec4f(), exp(logits[row + at] - largest), tokens < vec4u(VOCABULARY));
  }
  sums[thread] = dot(sum, vec4f(1));
  workgroupBarrier();
  if (thread == 0) {
    var total = 0.0;
    for (var i = 0u; i < THREADS; i++) {
      total += sums[i];
    }
    totals[workgroup.y * BLOCKS + workgroup.x] = Total(winner.score, winner.token, total);
  }
}

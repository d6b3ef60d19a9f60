// reports = log softmax(logits) of the drawn token, and the likeliest tokens with theirs; NONE where they end
override VOCABULARY: u32;
override LOGIT_STRIDE: u32; // in floats
override LOGIT_OFFSET: u32 = 0;
override BLOCKS: u32;
override THREADS: u32; // divides 256

const MOST = 20u;

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

struct Report {
  drawn: f32,
  tokens: array<u32, MOST>,
  values: array<f32, MOST>,
}

@group(0) @binding(0) var<storage, read> draws: array<Draw>;
@group(0) @binding(1) var<storage, read> logits: array<vec4f>; // [draw][LOGIT_STRIDE]
@group(0) @binding(2) var<storage, read> totals: array<Total>; // [draw][BLOCKS]
@group(0) @binding(3) var<storage, read> drawn: array<u32>; // [draw]
@group(0) @binding(4) var<storage, read_write> reports: array<Report>; // [draw]

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

var<workgroup> heads: array<Best, BLOCKS>; // the likeliest token of each block that is not yet taken
var<workgroup> taken: Best; // the last one

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  let draw = workgroup.y;
  if (draws[draw].likeliest == NONE) {
    return;
  }
  for (var i = thread; i < BLOCKS; i += THREADS) {
    heads[i] = Best(totals[draw * BLOCKS + i].score, totals[draw * BLOCKS + i].token);
  }
  workgroupBarrier();
  let log_total = log_total(draw);
  let row = (draw * LOGIT_STRIDE + LOGIT_OFFSET) / 4;
  if (thread == 0) {
    let token = min(drawn[draw], VOCABULARY - 1);
    reports[draw].drawn = logits[row + token / 4][token % 4] - log_total;
  }
  for (var n = 0u; n < min(draws[draw].likeliest, MOST); n++) {
    var own = Best(LOWEST, NONE);
    for (var i = thread; i < BLOCKS; i += THREADS) {
      own = better(own, heads[i]);
    }
    let winner = best_of(vec4f(own.score, vec3f(LOWEST)), vec4u(own.token, vec3u(NONE)), thread);
    if (thread == 0) {
      reports[draw].tokens[n] = winner.token;
      reports[draw].values[n] = winner.score - log_total;
      taken = winner;
    }
    workgroupBarrier();
    let block = min(taken.token / 1024, BLOCKS - 1);
    let next = best_after(taken, row, block, thread);
    if (thread == 0) {
      heads[block] = next;
    }
    workgroupBarrier();
  }
}

// log of the sum of e^logit
fn log_total(draw: u32) -> f32 {
  var top = LOWEST;
  for (var i = 0u; i < BLOCKS; i++) {
    top = max(top, heads[i].score);
  }
  var total = 0.0;
  for (var i = 0u; i < BLOCKS; i++) {
    total += totals[draw * BLOCKS + i].total * exp(heads[i].score - top);
  }
  return top + log(total);
}

// the likeliest token of a block that comes after one; the first thread learns it
fn best_after(last: Best, row: u32, block: u32, thread: u32) -> Best {
  var top = vec4f(LOWEST);
  var likeliest = vec4u(NONE);
  for (var at = block * 256 + thread; at < min(block * 256 + 256, (VOCABULARY + 3) / 4); at += THREADS) {
    let tokens = vec4u(0, 1, 2, 3) + at * 4;
    let logit = logits[row + at];
    let later = (logit < vec4f(last.score)) | ((logit == vec4f(last.score)) & (tokens > vec4u(last.token)));
    let better = later & (tokens < vec4u(VOCABULARY)) & (logit > top);
    likeliest = select(likeliest, tokens, better);
    top = select(top, logit, better);
  }
  return best_of(top, likeliest, thread);
}

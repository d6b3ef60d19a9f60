// drawn = tokens[next position] = the best token of all blocks; NONE, and 0, when there is none
override BLOCKS: u32;
override THREADS: u32;
override TOKEN_STRIDE: u32;

struct Row {
  token: u32,    // 0xffffffff: tokens[sequence * TOKEN_STRIDE + position]
  position: u32, // in the row's sequence
  sequence: u32, // whose page table is pages[sequence * PAGES ...]
  slot: u32,     // where the cache keeps this position
}
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

@group(0) @binding(0) var<storage, read> rows: array<Row>;
@group(0) @binding(1) var<storage, read> draws: array<Draw>;
@group(0) @binding(2) var<storage, read> best: array<vec2u>; // [draw][BLOCKS]: score, token
@group(0) @binding(3) var<storage, read_write> states: array<DrawState>;
@group(0) @binding(4) var<storage, read_write> tokens: array<u32>; // [sequence][TOKEN_STRIDE]
@group(0) @binding(5) var<storage, read_write> drawn: array<u32>; // [draw]

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
  var own = Best(LOWEST, NONE);
  for (var i = thread; i < BLOCKS; i += THREADS) {
    let candidate = best[workgroup.y * BLOCKS + i];
    own = better(own, Best(bitcast<f32>(candidate.x), candidate.y));
  }
  let winner = best_of(vec4f(own.score, vec3f(LOWEST)), vec4u(own.token, vec3u(NONE)), thread);
  if (thread > 0) {
    return;
  }
  let row = rows[draws[workgroup.y].row];
  let slot = draws[workgroup.y].slot;
  drawn[workgroup.y] = winner.token;
  // a step in flight may yet read it
  tokens[row.sequence * TOKEN_STRIDE + row.position + 1] = select(winner.token, 0, winner.token == NONE);
  if (slot != NONE) { // as the next step expects it
    atomicStore(&states[slot].largest, 0);
    states[slot].search = COARSE;
  }
}

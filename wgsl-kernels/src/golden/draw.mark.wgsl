// counts[token seen] += 1, biases[token] = bias; one thread takes a position of the sequence and a bias.
override VOCABULARY: u32;
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
@group(0) @binding(2) var<storage, read> draw_data: array<u32>;
@group(0) @binding(3) var<storage, read> tokens: array<u32>; // [sequence][TOKEN_STRIDE]
@group(0) @binding(4) var<storage, read_write> marks: array<atomic<u32>>; // [slot][count, bias][token]

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let draw = draws[id.y];
  if (draw.slot == NONE) {
    return;
  }
  let counts = draw.slot * 2 * VOCABULARY;
  let row = rows[draw.row];
  if (draw.penalty_start != NONE && draw.penalty_start + id.x <= row.position) {
    let token = tokens[row.sequence * TOKEN_STRIDE + draw.penalty_start + id.x];
    if (token < VOCABULARY) {
      atomicAdd(&marks[counts + token], 1);
    }
  }
  if (id.x < draw.biases) {
    let token = draw_data[draw.bias + id.x * 2];
    if (token < VOCABULARY) {
      atomicStore(&marks[counts + VOCABULARY + token], draw_data[draw.bias + id.x * 2 + 1]);
    }
  }
}

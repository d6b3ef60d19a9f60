// Rows of F16-to-Q8 into tiles of Q8; a thread takes one slice (8 columns) of one row.
struct Job {
  first_row: u32,   // the file's row at the start of raw, or its first column when transposed
  columns: u32,     // of the matrix
  raw_stride: u32,  // bytes a row of raw (a column when transposed)
  order: u32,       // of the file's rows: 0 the model's, 1 pairs interleaved, 2 parts interleaved
  head_dim: u32,
  heads: u32,       // of each part
  parts: u32,
  matrix_row: u32,  // the model's row that is row 0 of the matrix
  matrix_rows: u32,
  row_offset: u32,  // where the matrix's rows go: row_offset + row * row_stride
  row_stride: u32,
  slices: u32,      // of the tiles
  group_slices: u32,
  scales: u32,      // where scales begin, in vec4<u32>s
  transposed: u32,  // 1: raw holds columns, from column first_row on
  chunk: u32,       // columns in raw when transposed
  target_head: u32, // rows of a head in the matrix
  target_pairs: u32, // rows i and i + target_pairs of a head become neighbours; 0: none do
}

@group(0) @binding(0) var<storage, read> raw: array<u32>;
@group(0) @binding(1) var<uniform> job: Job;
@group(0) @binding(2) var<storage, read_write> tiles: array<atomic<u32>>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let first = id.x * 8; // column
  if (first >= select(job.columns, job.chunk, job.transposed == 1)) {
    return;
  }
  if (job.transposed == 1) {
    let row = job.matrix_row + id.y;
    write_slice(id.y, job.first_row / 8 + id.x, row, first, job.chunk);
  } else {
    let row = model_row(job.first_row + id.y) - job.matrix_row;
    if (row < job.matrix_rows) {
      write_slice(row, id.x, id.y, first, job.columns);
    }
  }
}

fn model_row(file_row: u32) -> u32 {
  if (job.order == 1) { // the file's row (head, pair, half) is the model's (head, half, pair)
    let within = file_row % job.head_dim;
    return file_row - within + within % 2 * (job.head_dim / 2) + within / 2;
  }
  if (job.order == 2) { // the file's row (head, part, i) is the model's (part, head, i)
    let head = file_row / (job.parts * job.head_dim);
    let part = file_row / job.head_dim % job.parts;
    return (part * job.heads + head) * job.head_dim + file_row % job.head_dim;
  }
  return file_row;
}

fn target_row(row: u32) -> u32 {
  let within = row % job.target_head;
  var place = within;
  if (within < 2 * job.target_pairs) {
    place = within % job.target_pairs * 2 + within / job.target_pairs;
  }
  return job.row_offset + (row - within + place) * job.row_stride;
}

fn byte(at: u32) -> u32 {
  return extractBits(raw[at / 4], at % 4 * 8, 8);
}

fn signed_byte(at: u32) -> i32 {
  return extractBits(bitcast<i32>(raw[at / 4]), at % 4 * 8, 8);
}

fn half(at: u32) -> f32 {
  return unpack2x16float(byte(at) | (byte(at + 1) << 8)).x;
}

fn write_slice(row: u32, slice: u32, raw_row: u32, first: u32, end: u32) {
  let place = target_row(row);
  let tile = place / 4;
  let r = place % 4;
  let start = select(raw_row * job.raw_stride, raw_row, job.transposed == 1);
  for (var j = 0u; j < 2; j++) {
    var word = 0u;
    for (var i = 0u; i < 4; i++) {
      word |= (bitcast<u32>(code(start, first + j * 4 + i)) & 0xff) << (i * 8);
    }
    atomicStore(&tiles[((tile * job.slices + slice) * 2 + j) * 4 + r], word);
  }
  if (slice % job.group_slices == 0) {
    write_scales(tile * (job.slices / job.group_slices) + slice / job.group_slices, r, start, first);
  }
}

fn write_scales(at: u32, r: u32, start: u32, k: u32) {
  let bits = pack2x16float(vec2f(scale(start, k), 0)) << (r % 2 * 16);
  atomicOr(&tiles[job.scales * 4 + at * 2 + r / 2], bits);
}

// F16-to-Q8: what column k of the row of raw that starts at this byte holds
fn value(row: u32, k: u32) -> f32 {
  return half(row + k * 2);
}

// Quantised here. A thread has 8 columns, all of one group: it needs the group's step once.
var<private> known = false;
var<private> inverse: u32; // 1 / step, without its sign
var<private> half_scale: u32;

fn weight(row: u32, k: u32) -> u32 {
  if (job.transposed == 1) {
    return bitcast<u32>(value(k * job.raw_stride, row));
  }
  return bitcast<u32>(value(row, k));
}

// of the group's values the one farthest from 0
fn farthest(row: u32, k: u32) -> u32 {
  var found = 0u;
  for (var i = 0u; i < 32; i++) {
    let bits = weight(row, k / 32 * 32 + i);
    if ((bits & 0x7fffffff) > (found & 0x7fffffff)) {
      found = bits;
    }
  }
  return found;
}

fn set_step(step: u32) {
  known = true;
  half_scale = half_bits(step & 0x7fffffff) | ((step >> 31) << 15);
  inverse = select(0u, quotient(bitcast<u32>(1f), step & 0x7fffffff), (half_scale & 0x7fff) > 0);
}

// the half float nearest to a positive float, ties to even
fn half_bits(positive: u32) -> u32 {
  let exponent = positive >> 23;
  let shift = 126 - min(exponent, 113);
  if (shift > 24) {
    return 0;
  }
  let mantissa = (positive & 0x7fffff) | 0x800000;
  let kept = mantissa >> shift;
  let lost = mantissa & ((1u << shift) - 1);
  let up = u32(lost + (kept & 1) > (1u << (shift - 1)));
  return min(kept + up + ((max(exponent, 113) - 113) << 10), 0x7c00);
}

// a / b of positive floats, nearest, ties to even
fn quotient(a: u32, b: u32) -> u32 {
  var rest = (a & 0x7fffff) | 0x800000;
  let divisor = (b & 0x7fffff) | 0x800000;
  var exponent = 126 + (a >> 23) - (b >> 23);
  if (rest < divisor) {
    rest <<= 1;
    exponent -= 1;
  }
  var digits = 0u; // 25, one more than a mantissa has
  for (var i = 0u; i < 25; i++) {
    digits <<= 1;
    if (rest >= divisor) {
      rest -= divisor;
      digits |= 1;
    }
    rest <<= 1;
  }
  let up = digits & (u32(rest > 0) | (digits >> 1)) & 1;
  return (exponent << 23) + (digits >> 1) + up;
}

fn scaled(bits: u32) -> u32 {
  return bitcast<u32>(bitcast<f32>(bits & 0x7fffffff) * bitcast<f32>(inverse));
}

fn scale(row: u32, k: u32) -> f32 {
  return unpack2x16float(half_scale).x;
}

// the farthest is 127 steps or -127; halves go away from 0
fn code(row: u32, k: u32) -> i32 {
  if (!known) {
    set_step(quotient(farthest(row, k) & 0x7fffffff, bitcast<u32>(127f)));
  }
  let bits = weight(row, k);
  let steps = scaled(bits);
  let shift = 150 - (steps >> 23);
  if (shift > 24) {
    return 0;
  }
  let rounded = i32((((steps & 0x7fffff) | 0x800000) + (1u << (shift - 1))) >> shift);
  return select(rounded, -rounded, (bits >> 31) == 1);
}

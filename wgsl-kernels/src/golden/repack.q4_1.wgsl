// Rows of Q4_1 into tiles of Q4_MIN; a thread takes one slice (8 columns) of one row.
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
  var word = 0u;
  for (var i = 0u; i < 8; i++) {
    word |= code(start, first + i) << (i / 2 * 4 + i % 2 * 16);
  }
  atomicStore(&tiles[(tile * job.slices + slice) * 4 + r], word);
  if (slice % job.group_slices == 0) {
    write_scales(tile * (job.slices / job.group_slices) + slice / job.group_slices, r, start, first);
  }
}

fn write_scales(at: u32, r: u32, start: u32, k: u32) {
  atomicStore(&tiles[job.scales * 4 + at * 4 + r], pack2x16float(vec2f(scale(start, k), minimum(start, k))));
}

// Q4_1: what column k of the row of raw that starts at this byte holds
fn code(row: u32, k: u32) -> u32 {
  return (byte(row + k / 32 * 20 + 4 + k % 16) >> (k % 32 / 16 * 4)) & 15;
}

fn scale(row: u32, k: u32) -> f32 {
  return half(row + k / 32 * 20);
}

fn minimum(row: u32, k: u32) -> f32 {
  return half(row + k / 32 * 20 + 2);
}

// y = x * weights^T + bias: a workgroup takes 128 tokens and 128 rows, its subgroups equal shares.
enable f16;
enable subgroups;
enable chromium_experimental_subgroup_matrix;
diagnostic(off, chromium.subgroup_matrix_uniformity);

override TILES: u32;
override ROWS: u32; // tokens x and y have room for
override X_STRIDE: u32; // in vec4s
override X_OFFSET: u32 = 0;

@group(0) @binding(0) var<storage, read> weights: array<vec4u>;
@group(0) @binding(1) var<storage, read> bias: array<vec4f>;
@group(0) @binding(2) var<storage, read> x: array<vec4f>;

const X_UNIT = 1.0;

fn x_row(at: u32) -> Row { return Row(vec4h(x[at]), vec4h(x[at + 1])); }
override Y_STRIDE: u32; // in vec2s
override Y_OFFSET: u32 = 0;

@group(0) @binding(3) var<storage, read_write> y: array<vec2f>;

fn base(token: u32, tile: u32) -> vec4f { return vec4f(); }

fn store(token: u32, tile: u32, sums: vec4f) {
  y[token * Y_STRIDE + Y_OFFSET + tile] = vec2f(activation(sums.x) * sums.y, activation(sums.z) * sums.w);
}

override ACTIVATION: u32; // 0 silu, 1 gelu, 2 gelu by tanh

fn activation(x: f32) -> f32 {
  if (ACTIVATION == 1) {
    return x * 0.5 * (1 + erf(x * 0.70710678));
  }
  if (ACTIVATION == 2) { // (1 + tanh(u)) / 2 = sigmoid(2u), which does not overflow
    return x / (1 + exp(-1.59576912 * (x + 0.044715 * x * x * x)));
  }
  return x / (1 + exp(-x));
}

// Abramowitz and Stegun 7.1.26: off by 1.5e-7 at most
fn erf(x: f32) -> f32 {
  let t = 1 / (1 + 0.3275911 * abs(x));
  let p = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return sign(x) * (1 - p * exp(-x * x));
}


override SLICES: u32; // tiles along the columns
override GROUP_SLICES: u32; // slices that share a scale
override SCALES: u32; // where scales begin in weights

struct Tile { low: mat4x4f, high: mat4x4f }
struct Scales { scale: vec4f, minimum: vec4f }

fn tile_at(tile: u32, slice: u32) -> Tile {
  let at = (tile * SLICES + slice) * 4;
  let k01 = halves(weights[at]);
  let k23 = halves(weights[at + 1]);
  let k45 = halves(weights[at + 2]);
  let k67 = halves(weights[at + 3]);
  return Tile(mat4x4f(k01[0], k01[1], k23[0], k23[1]), mat4x4f(k45[0], k45[1], k67[0], k67[1]));
}

fn halves(q: vec4u) -> mat2x4f {
  let r0 = unpack2x16float(q.x);
  let r1 = unpack2x16float(q.y);
  let r2 = unpack2x16float(q.z);
  let r3 = unpack2x16float(q.w);
  return mat2x4f(vec4f(r0.x, r1.x, r2.x, r3.x), vec4f(r0.y, r1.y, r2.y, r3.y));
}

const HAS_MINIMUM = false;
const X_LOW = vec4f(1);
const X_HIGH = vec4f(1);

fn scales_at(tile: u32, group: u32) -> Scales {
  return Scales(vec4f(1), vec4f());
}
struct Codes { k01: vec4u, k23: vec4u, k45: vec4u, k67: vec4u }

fn codes_at(tile: u32, slice: u32) -> Codes {
  let at = (tile * SLICES + slice) * 4;
  return Codes(weights[at], weights[at + 1], weights[at + 2], weights[at + 3]);
}

alias Row = array<vec4h, 2>;

fn row_halves(codes: Codes, scales: Scales, row: u32) -> Row {
  return Row(
    vec4h(bitcast<vec2h>(codes.k01[row]), bitcast<vec2h>(codes.k23[row])),
    vec4h(bitcast<vec2h>(codes.k45[row]), bitcast<vec2h>(codes.k67[row])));
}

const DEPTH = 4u; // slices a round
const PITCH = DEPTH * 2 + 2; // of a row in workgroup memory, in vec4s
override SHORT: bool = SLICES % DEPTH != 0; // whether the last round is

var<workgroup> xs: array<vec4h, 128 * PITCH>;
var<workgroup> ws: array<vec4h, 128 * PITCH>;
var<workgroup> sums: array<f32, 128 / 32 * 256>;

fn x_at(token: u32, slice: u32) -> Row {
  let row = x_row(min(token, ROWS - 1) * X_STRIDE + X_OFFSET + min(slice, SLICES - 1) * 2);
  if (SHORT) {
    let within = vec4h(select(0h, 1h, slice < SLICES)); // a branch here would cost half the speed
    return Row(row[0] * within, row[1] * within);
  }
  return row;
}

// of 16 tokens and 4 tiles
fn store_sums(subgroup: u32, lane: u32, first_token: u32, first_tile: u32) {
  for (var i = lane; i < 64; i += 32) {
    let token = first_token + i / 4;
    let tile = first_tile + i % 4;
    let at = subgroup * 256 + i * 4;
    if (token < ROWS && tile < TILES) {
      let sum = vec4f(sums[at], sums[at + 1], sums[at + 2], sums[at + 3]);
      store(token, tile, bias[tile] + base(token, tile) + sum / X_UNIT);
    }
  }
}

@compute @workgroup_size(128)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let subgroup = subgroupBroadcastFirst(thread / 32);
  let first_token = group.x * 128;
  let first_tile = group.y * 128 / 4;
  let m = subgroup % 2 * 64;
  let n = subgroup / 2 * 64;
  var c0_0: subgroup_matrix_result<f32, 16, 16>;
  var c0_1: subgroup_matrix_result<f32, 16, 16>;
  var c0_2: subgroup_matrix_result<f32, 16, 16>;
  var c0_3: subgroup_matrix_result<f32, 16, 16>;
  var c1_0: subgroup_matrix_result<f32, 16, 16>;
  var c1_1: subgroup_matrix_result<f32, 16, 16>;
  var c1_2: subgroup_matrix_result<f32, 16, 16>;
  var c1_3: subgroup_matrix_result<f32, 16, 16>;
  var c2_0: subgroup_matrix_result<f32, 16, 16>;
  var c2_1: subgroup_matrix_result<f32, 16, 16>;
  var c2_2: subgroup_matrix_result<f32, 16, 16>;
  var c2_3: subgroup_matrix_result<f32, 16, 16>;
  var c3_0: subgroup_matrix_result<f32, 16, 16>;
  var c3_1: subgroup_matrix_result<f32, 16, 16>;
  var c3_2: subgroup_matrix_result<f32, 16, 16>;
  var c3_3: subgroup_matrix_result<f32, 16, 16>;

  let row = thread / DEPTH; // of x in steps of 32; of weights in tiles
  let slice = thread % DEPTH;
  let tile = min(first_tile + row, TILES - 1);
  let row0 = row + 0 * 32;
  let row1 = row + 1 * 32;
  let row2 = row + 2 * 32;
  let row3 = row + 3 * 32;
  var x0 = x_at(first_token + row0, slice);
  var x1 = x_at(first_token + row1, slice);
  var x2 = x_at(first_token + row2, slice);
  var x3 = x_at(first_token + row3, slice);
  var codes = codes_at(tile, slice);
  var scales = scales_at(tile, slice / GROUP_SLICES);

  for (var k = 0u; k < SLICES; k += DEPTH) {
    xs[row0 * PITCH + slice * 2] = x0[0];
    xs[row1 * PITCH + slice * 2] = x1[0];
    xs[row2 * PITCH + slice * 2] = x2[0];
    xs[row3 * PITCH + slice * 2] = x3[0];
    xs[row0 * PITCH + slice * 2 + 1] = x0[1];
    xs[row1 * PITCH + slice * 2 + 1] = x1[1];
    xs[row2 * PITCH + slice * 2 + 1] = x2[1];
    xs[row3 * PITCH + slice * 2 + 1] = x3[1];
    for (var r = 0u; r < 4; r++) {
      let values = row_halves(codes, scales, r);
      ws[(row * 4 + r) * PITCH + slice * 2] = values[0];
      ws[(row * 4 + r) * PITCH + slice * 2 + 1] = values[1];
    }
    workgroupBarrier();
    let next = k + DEPTH + slice;
    x0 = x_at(first_token + row0, next);
    x1 = x_at(first_token + row1, next);
    x2 = x_at(first_token + row2, next);
    x3 = x_at(first_token + row3, next);
    codes = codes_at(tile, min(next, SLICES - 1));
    scales = scales_at(tile, min(next, SLICES - 1) / GROUP_SLICES);
    for (var d = 0u; d < DEPTH * 2; d += 4) {
      let a0 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&xs, (m + 0 * 16) * PITCH + d, PITCH);
      let a1 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&xs, (m + 1 * 16) * PITCH + d, PITCH);
      let a2 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&xs, (m + 2 * 16) * PITCH + d, PITCH);
      let a3 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&xs, (m + 3 * 16) * PITCH + d, PITCH);
      let b0 = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&ws, (n + 0 * 16) * PITCH + d, PITCH);
      let b1 = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&ws, (n + 1 * 16) * PITCH + d, PITCH);
      let b2 = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&ws, (n + 2 * 16) * PITCH + d, PITCH);
      let b3 = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&ws, (n + 3 * 16) * PITCH + d, PITCH);
      c0_0 = subgroupMatrixMultiplyAccumulate(a0, b0, c0_0);
      c0_1 = subgroupMatrixMultiplyAccumulate(a0, b1, c0_1);
      c0_2 = subgroupMatrixMultiplyAccumulate(a0, b2, c0_2);
      c0_3 = subgroupMatrixMultiplyAccumulate(a0, b3, c0_3);
      c1_0 = subgroupMatrixMultiplyAccumulate(a1, b0, c1_0);
      c1_1 = subgroupMatrixMultiplyAccumulate(a1, b1, c1_1);
      c1_2 = subgroupMatrixMultiplyAccumulate(a1, b2, c1_2);
      c1_3 = subgroupMatrixMultiplyAccumulate(a1, b3, c1_3);
      c2_0 = subgroupMatrixMultiplyAccumulate(a2, b0, c2_0);
      c2_1 = subgroupMatrixMultiplyAccumulate(a2, b1, c2_1);
      c2_2 = subgroupMatrixMultiplyAccumulate(a2, b2, c2_2);
      c2_3 = subgroupMatrixMultiplyAccumulate(a2, b3, c2_3);
      c3_0 = subgroupMatrixMultiplyAccumulate(a3, b0, c3_0);
      c3_1 = subgroupMatrixMultiplyAccumulate(a3, b1, c3_1);
      c3_2 = subgroupMatrixMultiplyAccumulate(a3, b2, c3_2);
      c3_3 = subgroupMatrixMultiplyAccumulate(a3, b3, c3_3);
    }
    workgroupBarrier();
  }
    subgroupMatrixStore<row_major>(&sums, subgroup * 256, c0_0, 16);
  workgroupBarrier();
  store_sums(subgroup, thread % 32, first_token + m + 0 * 16, first_tile + n / 4 + 0 * 4);
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&sums, subgroup * 256, c0_1, 16);
  workgroupBarrier();
  store_sums(subgroup, thread % 32, first_token + m + 0 * 16, first_tile + n / 4 + 1 * 4);
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&sums, subgroup * 256, c0_2, 16);
  workgroupBarrier();
  store_sums(subgroup, thread % 32, first_token + m + 0 * 16, first_tile + n / 4 + 2 * 4);
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&sums, subgroup * 256, c0_3, 16);
  workgroupBarrier();
  store_sums(subgroup, thread % 32, first_token + m + 0 * 16, first_tile + n / 4 + 3 * 4);
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&sums, subgroup * 256, c1_0, 16);
  workgroupBarrier();
  store_sums(subgroup, thread % 32, first_token + m + 1 * 16, first_tile + n / 4 + 0 * 4);
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&sums, subgroup * 256, c1_1, 16);
  workgroupBarrier();
  store_sums(subgroup, thread % 32, first_token + m + 1 * 16, first_tile + n / 4 + 1 * 4);
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&sums, subgroup * 256, c1_2, 16);
  workgroupBarrier();
  store_sums(subgroup, thread % 32, first_token + m + 1 * 16, first_tile + n / 4 + 2 * 4);
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&sums, subgroup * 256, c1_3, 16);
  workgroupBarrier();
  store_sums(subgroup, thread % 32, first_token + m + 1 * 16, first_tile + n / 4 + 3 * 4);
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&sums, subgroup * 256, c2_0, 16);
  workgroupBarrier();
  store_sums(subgroup, thread % 32, first_token + m + 2 * 16, first_tile + n / 4 + 0 * 4);
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&sums, subgroup * 256, c2_1, 16);
  workgroupBarrier();
  store_sums(subgroup, thread % 32, first_token + m + 2 * 16, first_tile + n / 4 + 1 * 4);
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&sums, subgroup * 256, c2_2, 16);
  workgroupBarrier();
  store_sums(subgroup, thread % 32, first_token + m + 2 * 16, first_tile + n / 4 + 2 * 4);
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&sums, subgroup * 256, c2_3, 16);
  workgroupBarrier();
  store_sums(subgroup, thread % 32, first_token + m + 2 * 16, first_tile + n / 4 + 3 * 4);
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&sums, subgroup * 256, c3_0, 16);
  workgroupBarrier();
  store_sums(subgroup, thread % 32, first_token + m + 3 * 16, first_tile + n / 4 + 0 * 4);
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&sums, subgroup * 256, c3_1, 16);
  workgroupBarrier();
  store_sums(subgroup, thread % 32, first_token + m + 3 * 16, first_tile + n / 4 + 1 * 4);
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&sums, subgroup * 256, c3_2, 16);
  workgroupBarrier();
  store_sums(subgroup, thread % 32, first_token + m + 3 * 16, first_tile + n / 4 + 2 * 4);
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&sums, subgroup * 256, c3_3, 16);
  workgroupBarrier();
  store_sums(subgroup, thread % 32, first_token + m + 3 * 16, first_tile + n / 4 + 3 * 4);
  workgroupBarrier();
}

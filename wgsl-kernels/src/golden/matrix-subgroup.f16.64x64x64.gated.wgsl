// y = x * weights^T + bias: a workgroup takes 64 tokens and 64 rows, its subgroups equal shares.
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

struct Codes { k01: vec4u, k23: vec4u, k45: vec4u, k67: vec4u }

fn codes_at(tile: u32, slice: u32) -> Codes {
  let at = (tile * SLICES + slice) * 4;
  return Codes(weights[at], weights[at + 1], weights[at + 2], weights[at + 3]);
}

alias Row = array<vec4h, 2>;

alias HalfScales = u32; // none

fn half_scales_at(tile: u32, group: u32) -> HalfScales { return 0; }

fn row_halves(codes: Codes, scales: HalfScales, row: u32) -> Row {
  return Row(
    vec4h(bitcast<vec2h>(codes.k01[row]), bitcast<vec2h>(codes.k23[row])),
    vec4h(bitcast<vec2h>(codes.k45[row]), bitcast<vec2h>(codes.k67[row])));
}

const DEPTH = 8u; // slices a round
const PITCH = DEPTH + 1; // of a row in workgroup memory, which has a slice in a vec4
const WEIGHTS = 64 * PITCH; // where they begin there
const WIDTH = 8u; // tiles of a subgroup
const SUM_PITCH = WIDTH + 1;
override SHORT: bool = SLICES % DEPTH != 0; // whether the last round is

var<workgroup> memory: array<vec4f, 1152>; // x and weights in halves, then sums

fn x_at(token: u32, slice: u32) -> Row {
  let row = x_row(min(token, ROWS - 1) * X_STRIDE + X_OFFSET + min(slice, SLICES - 1) * 2);
  if (SHORT) { // a branch over the load would cost half the speed
    return Row(select(vec4h(), row[0], slice < SLICES), select(vec4h(), row[1], slice < SLICES));
  }
  return row;
}

fn bits_of(row: Row) -> vec4f {
  return bitcast<vec4f>(vec4u(bitcast<vec2u>(row[0]), bitcast<vec2u>(row[1])));
}

// of 16 tokens and WIDTH tiles
fn store_sums(subgroup: u32, lane: u32, first_token: u32, first_tile: u32) {
  for (var i = lane; i < 16 * WIDTH; i += 32) {
    let token = first_token + i / WIDTH;
    let tile = first_tile + i % WIDTH;
    let sum = memory[(subgroup * 16 + i / WIDTH) * SUM_PITCH + i % WIDTH];
    if (token < ROWS && tile < TILES) {
      store(token, tile, bias[tile] + base(token, tile) + sum / X_UNIT);
    }
  }
}

@compute @workgroup_size(128)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let subgroup = subgroupBroadcastFirst(thread / 32) % 4;
  let first_token = group.x * 64;
  let first_tile = group.y * 64 / 4;
  let m = subgroup % 2 * 32;
  let n = subgroup / 2 * WIDTH * 4;
  var c0_0: subgroup_matrix_result<f32, 16, 16>;
  var c0_1: subgroup_matrix_result<f32, 16, 16>;
  var c1_0: subgroup_matrix_result<f32, 16, 16>;
  var c1_1: subgroup_matrix_result<f32, 16, 16>;

  let row = thread / DEPTH; // of x in steps of 16; of weights in tiles
  let slice = thread % DEPTH;
  let tile = min(first_tile + row, TILES - 1);
  let row0 = row + 0 * 16;
  let row1 = row + 1 * 16;
  let row2 = row + 2 * 16;
  let row3 = row + 3 * 16;
  var x0 = x_at(first_token + row0, slice);
  var x1 = x_at(first_token + row1, slice);
  var x2 = x_at(first_token + row2, slice);
  var x3 = x_at(first_token + row3, slice);
  var codes = codes_at(tile, slice);
  var scales = half_scales_at(tile, slice / GROUP_SLICES);

  for (var k = 0u; k < SLICES; k += DEPTH) {
    memory[row0 * PITCH + slice] = bits_of(x0);
    memory[row1 * PITCH + slice] = bits_of(x1);
    memory[row2 * PITCH + slice] = bits_of(x2);
    memory[row3 * PITCH + slice] = bits_of(x3);
    memory[WEIGHTS + (row * 4 + 0) * PITCH + slice] = bits_of(row_halves(codes, scales, 0));
    memory[WEIGHTS + (row * 4 + 1) * PITCH + slice] = bits_of(row_halves(codes, scales, 1));
    memory[WEIGHTS + (row * 4 + 2) * PITCH + slice] = bits_of(row_halves(codes, scales, 2));
    memory[WEIGHTS + (row * 4 + 3) * PITCH + slice] = bits_of(row_halves(codes, scales, 3));
    workgroupBarrier();
    let next = k + DEPTH + slice;
    x0 = x_at(first_token + row0, next);
    x1 = x_at(first_token + row1, next);
    x2 = x_at(first_token + row2, next);
    x3 = x_at(first_token + row3, next);
    codes = codes_at(tile, min(next, SLICES - 1));
    scales = half_scales_at(tile, min(next, SLICES - 1) / GROUP_SLICES);
    {
      let a0 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&memory, (m + 0 * 16) * PITCH + 0, PITCH);
      let a1 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&memory, (m + 1 * 16) * PITCH + 0, PITCH);
      let b0 = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&memory, WEIGHTS + (n + 0 * 16) * PITCH + 0, PITCH);
      let b1 = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&memory, WEIGHTS + (n + 1 * 16) * PITCH + 0, PITCH);
      c0_0 = subgroupMatrixMultiplyAccumulate(a0, b0, c0_0);
      c0_1 = subgroupMatrixMultiplyAccumulate(a0, b1, c0_1);
      c1_0 = subgroupMatrixMultiplyAccumulate(a1, b0, c1_0);
      c1_1 = subgroupMatrixMultiplyAccumulate(a1, b1, c1_1);
    }
    {
      let a0 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&memory, (m + 0 * 16) * PITCH + 2, PITCH);
      let a1 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&memory, (m + 1 * 16) * PITCH + 2, PITCH);
      let b0 = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&memory, WEIGHTS + (n + 0 * 16) * PITCH + 2, PITCH);
      let b1 = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&memory, WEIGHTS + (n + 1 * 16) * PITCH + 2, PITCH);
      c0_0 = subgroupMatrixMultiplyAccumulate(a0, b0, c0_0);
      c0_1 = subgroupMatrixMultiplyAccumulate(a0, b1, c0_1);
      c1_0 = subgroupMatrixMultiplyAccumulate(a1, b0, c1_0);
      c1_1 = subgroupMatrixMultiplyAccumulate(a1, b1, c1_1);
    }
    {
      let a0 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&memory, (m + 0 * 16) * PITCH + 4, PITCH);
      let a1 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&memory, (m + 1 * 16) * PITCH + 4, PITCH);
      let b0 = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&memory, WEIGHTS + (n + 0 * 16) * PITCH + 4, PITCH);
      let b1 = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&memory, WEIGHTS + (n + 1 * 16) * PITCH + 4, PITCH);
      c0_0 = subgroupMatrixMultiplyAccumulate(a0, b0, c0_0);
      c0_1 = subgroupMatrixMultiplyAccumulate(a0, b1, c0_1);
      c1_0 = subgroupMatrixMultiplyAccumulate(a1, b0, c1_0);
      c1_1 = subgroupMatrixMultiplyAccumulate(a1, b1, c1_1);
    }
    {
      let a0 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&memory, (m + 0 * 16) * PITCH + 6, PITCH);
      let a1 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&memory, (m + 1 * 16) * PITCH + 6, PITCH);
      let b0 = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&memory, WEIGHTS + (n + 0 * 16) * PITCH + 6, PITCH);
      let b1 = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&memory, WEIGHTS + (n + 1 * 16) * PITCH + 6, PITCH);
      c0_0 = subgroupMatrixMultiplyAccumulate(a0, b0, c0_0);
      c0_1 = subgroupMatrixMultiplyAccumulate(a0, b1, c0_1);
      c1_0 = subgroupMatrixMultiplyAccumulate(a1, b0, c1_0);
      c1_1 = subgroupMatrixMultiplyAccumulate(a1, b1, c1_1);
    }
    workgroupBarrier();
  }
  subgroupMatrixStore<row_major>(&memory, subgroup * 16 * SUM_PITCH + 0 * 4, c0_0, SUM_PITCH);
  subgroupMatrixStore<row_major>(&memory, subgroup * 16 * SUM_PITCH + 1 * 4, c0_1, SUM_PITCH);
  workgroupBarrier();
  store_sums(subgroup, thread % 32, first_token + m + 0 * 16, first_tile + n / 4);
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&memory, subgroup * 16 * SUM_PITCH + 0 * 4, c1_0, SUM_PITCH);
  subgroupMatrixStore<row_major>(&memory, subgroup * 16 * SUM_PITCH + 1 * 4, c1_1, SUM_PITCH);
  workgroupBarrier();
  store_sums(subgroup, thread % 32, first_token + m + 1 * 16, first_tile + n / 4);
  workgroupBarrier();
}

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
@group(0) @binding(2) var<storage, read> x: array<vec4u>;

const X_UNIT = UNIT;

fn x_row(at: u32) -> Row {
  let words = x[at / 2];
  return Row(bitcast<vec4h>(words.xy), bitcast<vec4h>(words.zw));
}
override Y_STRIDE: u32; // in vec4s
override Y_OFFSET: u32 = 0;
override RESIDUAL_STRIDE: u32; // in vec4s
override RESIDUAL_OFFSET: u32 = 0;

@group(0) @binding(3) var<storage, read> residual: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> y: array<vec4f>;

fn base(token: u32, tile: u32) -> vec4f { return residual[token * RESIDUAL_STRIDE + RESIDUAL_OFFSET + tile]; }

fn store(token: u32, tile: u32, sums: vec4f) {
  y[token * Y_STRIDE + Y_OFFSET + tile] = sums;
}

const UNIT = 1.0 / 64;

// two halves of a 64th; what is too large becomes the largest
fn halves_of(x: vec2f) -> u32 {
  return pack2x16float(clamp(x * UNIT, vec2f(-2040), vec2f(2040)));
}

override SLICES: u32; // tiles along the columns
override GROUP_SLICES: u32; // slices that share a scale
override SCALES: u32; // where scales begin in weights

alias Codes = vec4u;

fn codes_at(tile: u32, slice: u32) -> Codes {
  return weights[tile * SLICES + slice];
}

alias Row = array<vec4h, 2>;

fn nibbles(q: u32, offset: f16) -> Row {
  let high = q >> 8;
  let low_offset = vec2h(-1024 + offset);
  let high_offset = vec2h(-64 + offset);
  return Row(
    vec4h(
      bitcast<vec2h>((q & 0x000f000f) | 0x64006400) + low_offset,
      fma(bitcast<vec2h>((q & 0x00f000f0) | 0x64006400), vec2h(0.0625), high_offset)),
    vec4h(
      bitcast<vec2h>((high & 0x000f000f) | 0x64006400) + low_offset,
      fma(bitcast<vec2h>((high & 0x00f000f0) | 0x64006400), vec2h(0.0625), high_offset)));
}

alias HalfScales = vec4h;

fn half_scales_at(tile: u32, group: u32) -> HalfScales {
  let at = tile * (SLICES / GROUP_SLICES) + group;
  let pair = weights[SCALES + at / 2];
  return bitcast<vec4h>(select(pair.xy, pair.zw, at % 2 == 1));
}

fn row_halves(codes: Codes, scales: HalfScales, row: u32) -> Row {
  let v = nibbles(codes[row], -8);
  let scale = vec4h(scales[row]);
  return Row(v[0] * scale, v[1] * scale);
}

const DEPTH = 8u; // slices a round
const PITCH = DEPTH + 1; // of a row in workgroup memory, which has a slice in a vec4
const WEIGHTS = 128 * PITCH; // where they begin there
const WIDTH = 8u; // tiles of a subgroup
const SUM_PITCH = WIDTH + 1;
override SHORT: bool = SLICES % DEPTH != 0; // whether the last round is

var<workgroup> memory: array<vec4f, 2304>; // x and weights in halves, then sums

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

@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let subgroup = subgroupBroadcastFirst(thread / 32) % 8;
  let first_token = group.x * 128;
  let first_tile = group.y * 128 / 4;
  let m = subgroup % 2 * 64;
  let n = subgroup / 2 * WIDTH * 4;
  var c0_0: subgroup_matrix_result<f32, 16, 16>;
  var c0_1: subgroup_matrix_result<f32, 16, 16>;
  var c1_0: subgroup_matrix_result<f32, 16, 16>;
  var c1_1: subgroup_matrix_result<f32, 16, 16>;
  var c2_0: subgroup_matrix_result<f32, 16, 16>;
  var c2_1: subgroup_matrix_result<f32, 16, 16>;
  var c3_0: subgroup_matrix_result<f32, 16, 16>;
  var c3_1: subgroup_matrix_result<f32, 16, 16>;

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
      let a2 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&memory, (m + 2 * 16) * PITCH + 0, PITCH);
      let a3 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&memory, (m + 3 * 16) * PITCH + 0, PITCH);
      let b0 = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&memory, WEIGHTS + (n + 0 * 16) * PITCH + 0, PITCH);
      let b1 = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&memory, WEIGHTS + (n + 1 * 16) * PITCH + 0, PITCH);
      c0_0 = subgroupMatrixMultiplyAccumulate(a0, b0, c0_0);
      c0_1 = subgroupMatrixMultiplyAccumulate(a0, b1, c0_1);
      c1_0 = subgroupMatrixMultiplyAccumulate(a1, b0, c1_0);
      c1_1 = subgroupMatrixMultiplyAccumulate(a1, b1, c1_1);
      c2_0 = subgroupMatrixMultiplyAccumulate(a2, b0, c2_0);
      c2_1 = subgroupMatrixMultiplyAccumulate(a2, b1, c2_1);
      c3_0 = subgroupMatrixMultiplyAccumulate(a3, b0, c3_0);
      c3_1 = subgroupMatrixMultiplyAccumulate(a3, b1, c3_1);
    }
    {
      let a0 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&memory, (m + 0 * 16) * PITCH + 2, PITCH);
      let a1 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&memory, (m + 1 * 16) * PITCH + 2, PITCH);
      let a2 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&memory, (m + 2 * 16) * PITCH + 2, PITCH);
      let a3 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&memory, (m + 3 * 16) * PITCH + 2, PITCH);
      let b0 = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&memory, WEIGHTS + (n + 0 * 16) * PITCH + 2, PITCH);
      let b1 = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&memory, WEIGHTS + (n + 1 * 16) * PITCH + 2, PITCH);
      c0_0 = subgroupMatrixMultiplyAccumulate(a0, b0, c0_0);
      c0_1 = subgroupMatrixMultiplyAccumulate(a0, b1, c0_1);
      c1_0 = subgroupMatrixMultiplyAccumulate(a1, b0, c1_0);
      c1_1 = subgroupMatrixMultiplyAccumulate(a1, b1, c1_1);
      c2_0 = subgroupMatrixMultiplyAccumulate(a2, b0, c2_0);
      c2_1 = subgroupMatrixMultiplyAccumulate(a2, b1, c2_1);
      c3_0 = subgroupMatrixMultiplyAccumulate(a3, b0, c3_0);
      c3_1 = subgroupMatrixMultiplyAccumulate(a3, b1, c3_1);
    }
    {
      let a0 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&memory, (m + 0 * 16) * PITCH + 4, PITCH);
      let a1 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&memory, (m + 1 * 16) * PITCH + 4, PITCH);
      let a2 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&memory, (m + 2 * 16) * PITCH + 4, PITCH);
      let a3 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&memory, (m + 3 * 16) * PITCH + 4, PITCH);
      let b0 = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&memory, WEIGHTS + (n + 0 * 16) * PITCH + 4, PITCH);
      let b1 = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&memory, WEIGHTS + (n + 1 * 16) * PITCH + 4, PITCH);
      c0_0 = subgroupMatrixMultiplyAccumulate(a0, b0, c0_0);
      c0_1 = subgroupMatrixMultiplyAccumulate(a0, b1, c0_1);
      c1_0 = subgroupMatrixMultiplyAccumulate(a1, b0, c1_0);
      c1_1 = subgroupMatrixMultiplyAccumulate(a1, b1, c1_1);
      c2_0 = subgroupMatrixMultiplyAccumulate(a2, b0, c2_0);
      c2_1 = subgroupMatrixMultiplyAccumulate(a2, b1, c2_1);
      c3_0 = subgroupMatrixMultiplyAccumulate(a3, b0, c3_0);
      c3_1 = subgroupMatrixMultiplyAccumulate(a3, b1, c3_1);
    }
    {
      let a0 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&memory, (m + 0 * 16) * PITCH + 6, PITCH);
      let a1 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&memory, (m + 1 * 16) * PITCH + 6, PITCH);
      let a2 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&memory, (m + 2 * 16) * PITCH + 6, PITCH);
      let a3 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&memory, (m + 3 * 16) * PITCH + 6, PITCH);
      let b0 = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&memory, WEIGHTS + (n + 0 * 16) * PITCH + 6, PITCH);
      let b1 = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&memory, WEIGHTS + (n + 1 * 16) * PITCH + 6, PITCH);
      c0_0 = subgroupMatrixMultiplyAccumulate(a0, b0, c0_0);
      c0_1 = subgroupMatrixMultiplyAccumulate(a0, b1, c0_1);
      c1_0 = subgroupMatrixMultiplyAccumulate(a1, b0, c1_0);
      c1_1 = subgroupMatrixMultiplyAccumulate(a1, b1, c1_1);
      c2_0 = subgroupMatrixMultiplyAccumulate(a2, b0, c2_0);
      c2_1 = subgroupMatrixMultiplyAccumulate(a2, b1, c2_1);
      c3_0 = subgroupMatrixMultiplyAccumulate(a3, b0, c3_0);
      c3_1 = subgroupMatrixMultiplyAccumulate(a3, b1, c3_1);
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
  subgroupMatrixStore<row_major>(&memory, subgroup * 16 * SUM_PITCH + 0 * 4, c2_0, SUM_PITCH);
  subgroupMatrixStore<row_major>(&memory, subgroup * 16 * SUM_PITCH + 1 * 4, c2_1, SUM_PITCH);
  workgroupBarrier();
  store_sums(subgroup, thread % 32, first_token + m + 2 * 16, first_tile + n / 4);
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&memory, subgroup * 16 * SUM_PITCH + 0 * 4, c3_0, SUM_PITCH);
  subgroupMatrixStore<row_major>(&memory, subgroup * 16 * SUM_PITCH + 1 * 4, c3_1, SUM_PITCH);
  workgroupBarrier();
  store_sums(subgroup, thread % 32, first_token + m + 3 * 16, first_tile + n / 4);
  workgroupBarrier();
}

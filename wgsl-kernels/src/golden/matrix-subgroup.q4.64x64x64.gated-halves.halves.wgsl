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
@group(0) @binding(2) var<storage, read> x: array<vec4u>;

const X_UNIT = UNIT;

fn x_row(at: u32) -> Row {
  let words = x[at / 2];
  return Row(bitcast<vec4h>(words.xy), bitcast<vec4h>(words.zw));
}
override Y_STRIDE: u32; // in vec2s
override Y_OFFSET: u32 = 0;

@group(0) @binding(3) var<storage, read_write> y: array<u32>;

fn base(token: u32, tile: u32) -> vec4f { return vec4f(); }

fn store(token: u32, tile: u32, sums: vec4f) {
  y[token * Y_STRIDE + Y_OFFSET + tile] = halves_of(vec2f(activation(sums.x) * sums.y, activation(sums.z) * sums.w));
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

const UNIT = 1.0 / 64;

// two halves of a 64th; what is too large becomes the largest
fn halves_of(x: vec2f) -> u32 {
  return pack2x16float(clamp(x * UNIT, vec2f(-2040), vec2f(2040)));
}

override SLICES: u32; // tiles along the columns
override GROUP_SLICES: u32; // slices that share a scale
override SCALES: u32; // where scales begin in weights

struct Tile { low: mat4x4f, high: mat4x4f }
struct Scales { scale: vec4f, minimum: vec4f }

const HAS_MINIMUM = true;
const X_LOW = vec4f(1, 1, 1.0 / 16, 1.0 / 16);
const X_HIGH = vec4f(1.0 / 256, 1.0 / 256, 1.0 / 4096, 1.0 / 4096);

fn tile_at(tile: u32, slice: u32) -> Tile {
  let even = bitcast<vec4i>(weights[tile * SLICES + slice]);
  let odd = even >> vec4u(16);
  return Tile(
    mat4x4f(vec4f(even & vec4i(0xf)), vec4f(odd & vec4i(0xf)), vec4f(even & vec4i(0xf0)), vec4f(odd & vec4i(0xf0))),
    mat4x4f(vec4f(even & vec4i(0xf00)), vec4f(odd & vec4i(0xf00)), vec4f(even & vec4i(0xf000)), vec4f(odd & vec4i(0xf000))));
}

fn scales_at(tile: u32, group: u32) -> Scales {
  let at = tile * (SLICES / GROUP_SLICES) + group;
  let pair = weights[SCALES + at / 2];
  let halves = select(pair.xy, pair.zw, at % 2 == 1);
  let scale = vec4f(unpack2x16float(halves.x), unpack2x16float(halves.y));
  return Scales(scale, -8 * scale);
}
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

fn row_halves(codes: Codes, scales: Scales, row: u32) -> Row {
  let v = nibbles(codes[row], -8);
  let scale = vec4h(f16(scales.scale[row]));
  return Row(v[0] * scale, v[1] * scale);
}

const DEPTH = 8u; // slices a round
const PITCH = DEPTH * 2 + 2; // of a row in workgroup memory, in vec4s
override SHORT: bool = SLICES % DEPTH != 0; // whether the last round is

var<workgroup> xs: array<vec4h, 64 * PITCH>;
var<workgroup> ws: array<vec4h, 64 * PITCH>;
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
  let first_token = group.x * 64;
  let first_tile = group.y * 64 / 4;
  let m = subgroup % 2 * 32;
  let n = subgroup / 2 * 32;
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
      let b0 = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&ws, (n + 0 * 16) * PITCH + d, PITCH);
      let b1 = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&ws, (n + 1 * 16) * PITCH + d, PITCH);
      c0_0 = subgroupMatrixMultiplyAccumulate(a0, b0, c0_0);
      c0_1 = subgroupMatrixMultiplyAccumulate(a0, b1, c0_1);
      c1_0 = subgroupMatrixMultiplyAccumulate(a1, b0, c1_0);
      c1_1 = subgroupMatrixMultiplyAccumulate(a1, b1, c1_1);
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
  subgroupMatrixStore<row_major>(&sums, subgroup * 256, c1_0, 16);
  workgroupBarrier();
  store_sums(subgroup, thread % 32, first_token + m + 1 * 16, first_tile + n / 4 + 0 * 4);
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&sums, subgroup * 256, c1_1, 16);
  workgroupBarrier();
  store_sums(subgroup, thread % 32, first_token + m + 1 * 16, first_tile + n / 4 + 1 * 4);
  workgroupBarrier();
}

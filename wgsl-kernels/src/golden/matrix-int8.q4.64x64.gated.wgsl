// y = x * weights^T + bias, x in eight bits: a workgroup takes 64 tokens and 64 rows.
requires packed_4x8_integer_dot_product;

override TILES: u32;
override ROWS: u32; // tokens x and y have room for
override X_STRIDE: u32; // in vec4s
override X_OFFSET: u32 = 0;

@group(0) @binding(0) var<storage, read> weights: array<vec4u>;
@group(0) @binding(1) var<storage, read> bias: array<vec4f>;
@group(0) @binding(2) var<storage, read> x: array<vec4u>; // for 32 columns: codes, codes, (scale, scale * sum of codes)
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

fn codes_at(tile: u32, word: u32) -> vec4u {
  return weights[tile * SLICES + word / 2];
}

fn bytes_of(codes: vec4u, word: u32) -> vec4u {
  return (codes >> vec4u(4 * (word % 2))) & vec4u(0x0f0f0f0f);
}

const TOKENS = 64u;
const WIDTH = 64u / 4; // tiles of a workgroup
const ACROSS = WIDTH / 2; // threads along the tiles
const DOWN = TOKENS / 8; // threads along the tokens
const THREADS = ACROSS * DOWN;

var<workgroup> xs: array<vec4u, 2 * TOKENS * 2>; // [2][token][16 columns]: two buffers take turns
var<workgroup> ws: array<vec4u, 2 * 8 * WIDTH>; // [2][4 columns][tile]
var<workgroup> x_scales: array<vec2f, 2 * TOKENS>;
var<workgroup> w_scales: array<Scales, 2 * WIDTH>;

fn products(x: u32, w: vec4u) -> vec4i {
  return vec4i(dot4I8Packed(x, w.x), dot4I8Packed(x, w.y), dot4I8Packed(x, w.z), dot4I8Packed(x, w.w));
}

const ZERO = vec4i(0x4b400000); // the bits of 12582912.0: a sum on top becomes a float without conversion

fn scaled(sum: vec4i, x: vec2f, w: Scales) -> vec4f {
  let value = (bitcast<vec4f>(sum) - vec4f(12582912)) * x.x * w.scale;
  if (HAS_MINIMUM) {
    return fma(vec4f(x.y), w.minimum, value);
  }
  return value;
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let first_token = group.x * TOKENS;
  let first_tile = group.y * WIDTH;
  let across = thread % ACROSS;
  let down = thread / ACROSS;
  var c0_0 = vec4f();
  var c0_1 = vec4f();
  var c1_0 = vec4f();
  var c1_1 = vec4f();
  var c2_0 = vec4f();
  var c2_1 = vec4f();
  var c3_0 = vec4f();
  var c3_1 = vec4f();
  var c4_0 = vec4f();
  var c4_1 = vec4f();
  var c5_0 = vec4f();
  var c5_1 = vec4f();
  var c6_0 = vec4f();
  var c6_1 = vec4f();
  var c7_0 = vec4f();
  var c7_1 = vec4f();

  let x0 = min(first_token + (thread + 0 * THREADS) / 2, ROWS - 1) * X_STRIDE + X_OFFSET + thread % 2;
  let x1 = min(first_token + (thread + 1 * THREADS) / 2, ROWS - 1) * X_STRIDE + X_OFFSET + thread % 2;
  let scale_x = min(first_token + min(thread, TOKENS - 1), ROWS - 1) * X_STRIDE + X_OFFSET + 2;
  let word = thread % 8; // of weights: four columns
  let tile0 = min(first_tile + (thread + 0 * THREADS) / 8, TILES - 1);
  let tile1 = min(first_tile + (thread + 1 * THREADS) / 8, TILES - 1);
  let scale_tile = min(first_tile + min(thread, WIDTH - 1), TILES - 1);
  var loaded0 = x[x0];
  var loaded1 = x[x1];
  var x_scale = x[scale_x].xy;
  var codes0 = codes_at(tile0, word);
  var codes1 = codes_at(tile1, word);
  var w_scale = scales_at(scale_tile, 0);

  var buffer = 0u;
  for (var columns = 0u; columns < SLICES / 4; columns++) {
    let from_x = buffer * TOKENS;
    let from_w = buffer * WIDTH;
    xs[from_x * 2 + thread + 0 * THREADS] = loaded0;
    xs[from_x * 2 + thread + 1 * THREADS] = loaded1;
    ws[from_w * 8 + word * WIDTH + (((thread + 0 * THREADS) / 8) ^ word)] = bytes_of(codes0, word);
    ws[from_w * 8 + word * WIDTH + (((thread + 1 * THREADS) / 8) ^ word)] = bytes_of(codes1, word);
    if (thread < TOKENS) { x_scales[from_x + thread] = bitcast<vec2f>(x_scale); }
    if (thread < WIDTH) { w_scales[from_w + thread] = w_scale; }
    workgroupBarrier(); // the other buffer was read before the barrier to come

    let next = min(columns + 1, SLICES / 4 - 1);
    loaded0 = x[x0 + next * 3];
    loaded1 = x[x1 + next * 3];
    x_scale = x[scale_x + next * 3].xy;
    codes0 = codes_at(tile0, next * 8 + word);
    codes1 = codes_at(tile1, next * 8 + word);
    w_scale = scales_at(scale_tile, next);

    var d0_0 = ZERO;
    var d0_1 = ZERO;
    var d1_0 = ZERO;
    var d1_1 = ZERO;
    var d2_0 = ZERO;
    var d2_1 = ZERO;
    var d3_0 = ZERO;
    var d3_1 = ZERO;
    var d4_0 = ZERO;
    var d4_1 = ZERO;
    var d5_0 = ZERO;
    var d5_1 = ZERO;
    var d6_0 = ZERO;
    var d6_1 = ZERO;
    var d7_0 = ZERO;
    var d7_1 = ZERO;
    for (var half = 0u; half < 2; half++) {
      let a0 = xs[(from_x + down + 0 * DOWN) * 2 + half];
      let a1 = xs[(from_x + down + 1 * DOWN) * 2 + half];
      let a2 = xs[(from_x + down + 2 * DOWN) * 2 + half];
      let a3 = xs[(from_x + down + 3 * DOWN) * 2 + half];
      let a4 = xs[(from_x + down + 4 * DOWN) * 2 + half];
      let a5 = xs[(from_x + down + 5 * DOWN) * 2 + half];
      let a6 = xs[(from_x + down + 6 * DOWN) * 2 + half];
      let a7 = xs[(from_x + down + 7 * DOWN) * 2 + half];
      { // four columns of 16
        let word = half * 4 + 0;
        let b0 = ws[from_w * 8 + word * WIDTH + (across ^ word) + 0 * ACROSS];
        let b1 = ws[from_w * 8 + word * WIDTH + (across ^ word) + 1 * ACROSS];
        d0_0 += products(a0[0], b0);
        d0_1 += products(a0[0], b1);
        d1_0 += products(a1[0], b0);
        d1_1 += products(a1[0], b1);
        d2_0 += products(a2[0], b0);
        d2_1 += products(a2[0], b1);
        d3_0 += products(a3[0], b0);
        d3_1 += products(a3[0], b1);
        d4_0 += products(a4[0], b0);
        d4_1 += products(a4[0], b1);
        d5_0 += products(a5[0], b0);
        d5_1 += products(a5[0], b1);
        d6_0 += products(a6[0], b0);
        d6_1 += products(a6[0], b1);
        d7_0 += products(a7[0], b0);
        d7_1 += products(a7[0], b1);
      }
      { // four columns of 16
        let word = half * 4 + 1;
        let b0 = ws[from_w * 8 + word * WIDTH + (across ^ word) + 0 * ACROSS];
        let b1 = ws[from_w * 8 + word * WIDTH + (across ^ word) + 1 * ACROSS];
        d0_0 += products(a0[1], b0);
        d0_1 += products(a0[1], b1);
        d1_0 += products(a1[1], b0);
        d1_1 += products(a1[1], b1);
        d2_0 += products(a2[1], b0);
        d2_1 += products(a2[1], b1);
        d3_0 += products(a3[1], b0);
        d3_1 += products(a3[1], b1);
        d4_0 += products(a4[1], b0);
        d4_1 += products(a4[1], b1);
        d5_0 += products(a5[1], b0);
        d5_1 += products(a5[1], b1);
        d6_0 += products(a6[1], b0);
        d6_1 += products(a6[1], b1);
        d7_0 += products(a7[1], b0);
        d7_1 += products(a7[1], b1);
      }
      { // four columns of 16
        let word = half * 4 + 2;
        let b0 = ws[from_w * 8 + word * WIDTH + (across ^ word) + 0 * ACROSS];
        let b1 = ws[from_w * 8 + word * WIDTH + (across ^ word) + 1 * ACROSS];
        d0_0 += products(a0[2], b0);
        d0_1 += products(a0[2], b1);
        d1_0 += products(a1[2], b0);
        d1_1 += products(a1[2], b1);
        d2_0 += products(a2[2], b0);
        d2_1 += products(a2[2], b1);
        d3_0 += products(a3[2], b0);
        d3_1 += products(a3[2], b1);
        d4_0 += products(a4[2], b0);
        d4_1 += products(a4[2], b1);
        d5_0 += products(a5[2], b0);
        d5_1 += products(a5[2], b1);
        d6_0 += products(a6[2], b0);
        d6_1 += products(a6[2], b1);
        d7_0 += products(a7[2], b0);
        d7_1 += products(a7[2], b1);
      }
      { // four columns of 16
        let word = half * 4 + 3;
        let b0 = ws[from_w * 8 + word * WIDTH + (across ^ word) + 0 * ACROSS];
        let b1 = ws[from_w * 8 + word * WIDTH + (across ^ word) + 1 * ACROSS];
        d0_0 += products(a0[3], b0);
        d0_1 += products(a0[3], b1);
        d1_0 += products(a1[3], b0);
        d1_1 += products(a1[3], b1);
        d2_0 += products(a2[3], b0);
        d2_1 += products(a2[3], b1);
        d3_0 += products(a3[3], b0);
        d3_1 += products(a3[3], b1);
        d4_0 += products(a4[3], b0);
        d4_1 += products(a4[3], b1);
        d5_0 += products(a5[3], b0);
        d5_1 += products(a5[3], b1);
        d6_0 += products(a6[3], b0);
        d6_1 += products(a6[3], b1);
        d7_0 += products(a7[3], b0);
        d7_1 += products(a7[3], b1);
      }
    }
    let sx0 = x_scales[from_x + down + 0 * DOWN];
    let sx1 = x_scales[from_x + down + 1 * DOWN];
    let sx2 = x_scales[from_x + down + 2 * DOWN];
    let sx3 = x_scales[from_x + down + 3 * DOWN];
    let sx4 = x_scales[from_x + down + 4 * DOWN];
    let sx5 = x_scales[from_x + down + 5 * DOWN];
    let sx6 = x_scales[from_x + down + 6 * DOWN];
    let sx7 = x_scales[from_x + down + 7 * DOWN];
    let sw0 = w_scales[from_w + across + 0 * ACROSS];
    let sw1 = w_scales[from_w + across + 1 * ACROSS];
    c0_0 += scaled(d0_0, sx0, sw0);
    c0_1 += scaled(d0_1, sx0, sw1);
    c1_0 += scaled(d1_0, sx1, sw0);
    c1_1 += scaled(d1_1, sx1, sw1);
    c2_0 += scaled(d2_0, sx2, sw0);
    c2_1 += scaled(d2_1, sx2, sw1);
    c3_0 += scaled(d3_0, sx3, sw0);
    c3_1 += scaled(d3_1, sx3, sw1);
    c4_0 += scaled(d4_0, sx4, sw0);
    c4_1 += scaled(d4_1, sx4, sw1);
    c5_0 += scaled(d5_0, sx5, sw0);
    c5_1 += scaled(d5_1, sx5, sw1);
    c6_0 += scaled(d6_0, sx6, sw0);
    c6_1 += scaled(d6_1, sx6, sw1);
    c7_0 += scaled(d7_0, sx7, sw0);
    c7_1 += scaled(d7_1, sx7, sw1);
    buffer = 1 - buffer;
  }

  let token0 = first_token + down + 0 * DOWN;
  let token1 = first_token + down + 1 * DOWN;
  let token2 = first_token + down + 2 * DOWN;
  let token3 = first_token + down + 3 * DOWN;
  let token4 = first_token + down + 4 * DOWN;
  let token5 = first_token + down + 5 * DOWN;
  let token6 = first_token + down + 6 * DOWN;
  let token7 = first_token + down + 7 * DOWN;
  let tile_out0 = first_tile + across + 0 * ACROSS;
  let tile_out1 = first_tile + across + 1 * ACROSS;
  if (token0 < ROWS && tile_out0 < TILES) { store(token0, tile_out0, bias[tile_out0] + base(token0, tile_out0) + c0_0); }
  if (token0 < ROWS && tile_out1 < TILES) { store(token0, tile_out1, bias[tile_out1] + base(token0, tile_out1) + c0_1); }
  if (token1 < ROWS && tile_out0 < TILES) { store(token1, tile_out0, bias[tile_out0] + base(token1, tile_out0) + c1_0); }
  if (token1 < ROWS && tile_out1 < TILES) { store(token1, tile_out1, bias[tile_out1] + base(token1, tile_out1) + c1_1); }
  if (token2 < ROWS && tile_out0 < TILES) { store(token2, tile_out0, bias[tile_out0] + base(token2, tile_out0) + c2_0); }
  if (token2 < ROWS && tile_out1 < TILES) { store(token2, tile_out1, bias[tile_out1] + base(token2, tile_out1) + c2_1); }
  if (token3 < ROWS && tile_out0 < TILES) { store(token3, tile_out0, bias[tile_out0] + base(token3, tile_out0) + c3_0); }
  if (token3 < ROWS && tile_out1 < TILES) { store(token3, tile_out1, bias[tile_out1] + base(token3, tile_out1) + c3_1); }
  if (token4 < ROWS && tile_out0 < TILES) { store(token4, tile_out0, bias[tile_out0] + base(token4, tile_out0) + c4_0); }
  if (token4 < ROWS && tile_out1 < TILES) { store(token4, tile_out1, bias[tile_out1] + base(token4, tile_out1) + c4_1); }
  if (token5 < ROWS && tile_out0 < TILES) { store(token5, tile_out0, bias[tile_out0] + base(token5, tile_out0) + c5_0); }
  if (token5 < ROWS && tile_out1 < TILES) { store(token5, tile_out1, bias[tile_out1] + base(token5, tile_out1) + c5_1); }
  if (token6 < ROWS && tile_out0 < TILES) { store(token6, tile_out0, bias[tile_out0] + base(token6, tile_out0) + c6_0); }
  if (token6 < ROWS && tile_out1 < TILES) { store(token6, tile_out1, bias[tile_out1] + base(token6, tile_out1) + c6_1); }
  if (token7 < ROWS && tile_out0 < TILES) { store(token7, tile_out0, bias[tile_out0] + base(token7, tile_out0) + c7_0); }
  if (token7 < ROWS && tile_out1 < TILES) { store(token7, tile_out1, bias[tile_out1] + base(token7, tile_out1) + c7_1); }
}

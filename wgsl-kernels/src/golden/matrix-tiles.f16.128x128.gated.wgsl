// y = x * weights^T + bias: a workgroup takes 128 tokens and 128 rows, a thread 8 tokens and 2 tiles of 4 rows.
override TILES: u32;
override ROWS: u32; // tokens x and y have room for
override X_STRIDE: u32; // in vec4s
override X_OFFSET: u32 = 0;

@group(0) @binding(0) var<storage, read> weights: array<vec4u>;
@group(0) @binding(1) var<storage, read> bias: array<vec4f>;
@group(0) @binding(2) var<storage, read> x: array<vec4f>;
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

fn codes_at(tile: u32, slice: u32, pair: u32) -> vec4u {
  return weights[(tile * SLICES + slice) * 4 + pair];
}

fn columns_of(codes: vec4u, pair: u32, scales: Scales) -> mat2x4f {
  let r0 = unpack2x16float(codes.x);
  let r1 = unpack2x16float(codes.y);
  let r2 = unpack2x16float(codes.z);
  let r3 = unpack2x16float(codes.w);
  return mat2x4f(vec4f(r0.x, r1.x, r2.x, r3.x), vec4f(r0.y, r1.y, r2.y, r3.y));
}

const TOKENS = 128u;
const WIDTH = 128u / 4; // tiles of a workgroup
const ACROSS = WIDTH / 2; // threads along the tiles
const DOWN = TOKENS / 8; // threads along the tokens
const QUADS = ACROSS * DOWN / 4; // threads that share a token of x or a tile of weights when loading

var<workgroup> xs: array<vec4f, 2 * TOKENS * 4>; // [2][token][columns / 4]: two buffers take turns
var<workgroup> ws: array<vec4f, 2 * 16 * WIDTH>; // [2][column][tile]

@compute @workgroup_size(256)
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

  let quad = thread / 4;
  let part = thread % 4; // four columns of x, or two of weights
  let x0 = min(first_token + quad + 0 * QUADS, ROWS - 1) * X_STRIDE + X_OFFSET + part;
  let x1 = min(first_token + quad + 1 * QUADS, ROWS - 1) * X_STRIDE + X_OFFSET + part;
  let slice0 = (quad + 0 * QUADS) % 2;
  let tile0 = min(first_tile + (quad + 0 * QUADS) / 2, TILES - 1);
  var loaded0 = x[x0];
  var loaded1 = x[x1];
  var codes0 = codes_at(tile0, slice0, part);
  var scales0 = scales_at(tile0, slice0 / GROUP_SLICES);

  var buffer = 0u;
  for (var slice = 0u; slice < SLICES; slice += 2) {
    let from_x = buffer * TOKENS * 4;
    let from_w = buffer * 16 * WIDTH;
    xs[from_x + thread + 0 * 4 * QUADS] = loaded0;
    xs[from_x + thread + 1 * 4 * QUADS] = loaded1;
    let pair0 = columns_of(codes0, part, scales0);
    let at0 = from_w + (slice0 * 8 + part * 2) * WIDTH + (((quad + 0 * QUADS) / 2) ^ (slice0 * 4 + part));
    ws[at0] = pair0[0];
    ws[at0 + WIDTH] = pair0[1];
    workgroupBarrier(); // the other buffer was read before the barrier to come

    let next = min(slice + 2, SLICES - 2);
    loaded0 = x[x0 + next * 2];
    loaded1 = x[x1 + next * 2];
    codes0 = codes_at(tile0, next + slice0, part);
    scales0 = scales_at(tile0, (next + slice0) / GROUP_SLICES);

    for (var k = 0u; k < 16; k += 4) {
      let a0 = xs[from_x + (down + 0 * DOWN) * 4 + k / 4];
      let a1 = xs[from_x + (down + 1 * DOWN) * 4 + k / 4];
      let a2 = xs[from_x + (down + 2 * DOWN) * 4 + k / 4];
      let a3 = xs[from_x + (down + 3 * DOWN) * 4 + k / 4];
      let a4 = xs[from_x + (down + 4 * DOWN) * 4 + k / 4];
      let a5 = xs[from_x + (down + 5 * DOWN) * 4 + k / 4];
      let a6 = xs[from_x + (down + 6 * DOWN) * 4 + k / 4];
      let a7 = xs[from_x + (down + 7 * DOWN) * 4 + k / 4];
      { // column k + 0
        let b0 = ws[from_w + (k + 0) * WIDTH + (across ^ ((k + 0) / 2)) + 0 * ACROSS];
        let b1 = ws[from_w + (k + 0) * WIDTH + (across ^ ((k + 0) / 2)) + 1 * ACROSS];
        c0_0 = fma(vec4f(a0[0]), b0, c0_0);
        c0_1 = fma(vec4f(a0[0]), b1, c0_1);
        c1_0 = fma(vec4f(a1[0]), b0, c1_0);
        c1_1 = fma(vec4f(a1[0]), b1, c1_1);
        c2_0 = fma(vec4f(a2[0]), b0, c2_0);
        c2_1 = fma(vec4f(a2[0]), b1, c2_1);
        c3_0 = fma(vec4f(a3[0]), b0, c3_0);
        c3_1 = fma(vec4f(a3[0]), b1, c3_1);
        c4_0 = fma(vec4f(a4[0]), b0, c4_0);
        c4_1 = fma(vec4f(a4[0]), b1, c4_1);
        c5_0 = fma(vec4f(a5[0]), b0, c5_0);
        c5_1 = fma(vec4f(a5[0]), b1, c5_1);
        c6_0 = fma(vec4f(a6[0]), b0, c6_0);
        c6_1 = fma(vec4f(a6[0]), b1, c6_1);
        c7_0 = fma(vec4f(a7[0]), b0, c7_0);
        c7_1 = fma(vec4f(a7[0]), b1, c7_1);
      }
      { // column k + 1
        let b0 = ws[from_w + (k + 1) * WIDTH + (across ^ ((k + 1) / 2)) + 0 * ACROSS];
        let b1 = ws[from_w + (k + 1) * WIDTH + (across ^ ((k + 1) / 2)) + 1 * ACROSS];
        c0_0 = fma(vec4f(a0[1]), b0, c0_0);
        c0_1 = fma(vec4f(a0[1]), b1, c0_1);
        c1_0 = fma(vec4f(a1[1]), b0, c1_0);
        c1_1 = fma(vec4f(a1[1]), b1, c1_1);
        c2_0 = fma(vec4f(a2[1]), b0, c2_0);
        c2_1 = fma(vec4f(a2[1]), b1, c2_1);
        c3_0 = fma(vec4f(a3[1]), b0, c3_0);
        c3_1 = fma(vec4f(a3[1]), b1, c3_1);
        c4_0 = fma(vec4f(a4[1]), b0, c4_0);
        c4_1 = fma(vec4f(a4[1]), b1, c4_1);
        c5_0 = fma(vec4f(a5[1]), b0, c5_0);
        c5_1 = fma(vec4f(a5[1]), b1, c5_1);
        c6_0 = fma(vec4f(a6[1]), b0, c6_0);
        c6_1 = fma(vec4f(a6[1]), b1, c6_1);
        c7_0 = fma(vec4f(a7[1]), b0, c7_0);
        c7_1 = fma(vec4f(a7[1]), b1, c7_1);
      }
      { // column k + 2
        let b0 = ws[from_w + (k + 2) * WIDTH + (across ^ ((k + 2) / 2)) + 0 * ACROSS];
        let b1 = ws[from_w + (k + 2) * WIDTH + (across ^ ((k + 2) / 2)) + 1 * ACROSS];
        c0_0 = fma(vec4f(a0[2]), b0, c0_0);
        c0_1 = fma(vec4f(a0[2]), b1, c0_1);
        c1_0 = fma(vec4f(a1[2]), b0, c1_0);
        c1_1 = fma(vec4f(a1[2]), b1, c1_1);
        c2_0 = fma(vec4f(a2[2]), b0, c2_0);
        c2_1 = fma(vec4f(a2[2]), b1, c2_1);
        c3_0 = fma(vec4f(a3[2]), b0, c3_0);
        c3_1 = fma(vec4f(a3[2]), b1, c3_1);
        c4_0 = fma(vec4f(a4[2]), b0, c4_0);
        c4_1 = fma(vec4f(a4[2]), b1, c4_1);
        c5_0 = fma(vec4f(a5[2]), b0, c5_0);
        c5_1 = fma(vec4f(a5[2]), b1, c5_1);
        c6_0 = fma(vec4f(a6[2]), b0, c6_0);
        c6_1 = fma(vec4f(a6[2]), b1, c6_1);
        c7_0 = fma(vec4f(a7[2]), b0, c7_0);
        c7_1 = fma(vec4f(a7[2]), b1, c7_1);
      }
      { // column k + 3
        let b0 = ws[from_w + (k + 3) * WIDTH + (across ^ ((k + 3) / 2)) + 0 * ACROSS];
        let b1 = ws[from_w + (k + 3) * WIDTH + (across ^ ((k + 3) / 2)) + 1 * ACROSS];
        c0_0 = fma(vec4f(a0[3]), b0, c0_0);
        c0_1 = fma(vec4f(a0[3]), b1, c0_1);
        c1_0 = fma(vec4f(a1[3]), b0, c1_0);
        c1_1 = fma(vec4f(a1[3]), b1, c1_1);
        c2_0 = fma(vec4f(a2[3]), b0, c2_0);
        c2_1 = fma(vec4f(a2[3]), b1, c2_1);
        c3_0 = fma(vec4f(a3[3]), b0, c3_0);
        c3_1 = fma(vec4f(a3[3]), b1, c3_1);
        c4_0 = fma(vec4f(a4[3]), b0, c4_0);
        c4_1 = fma(vec4f(a4[3]), b1, c4_1);
        c5_0 = fma(vec4f(a5[3]), b0, c5_0);
        c5_1 = fma(vec4f(a5[3]), b1, c5_1);
        c6_0 = fma(vec4f(a6[3]), b0, c6_0);
        c6_1 = fma(vec4f(a6[3]), b1, c6_1);
        c7_0 = fma(vec4f(a7[3]), b0, c7_0);
        c7_1 = fma(vec4f(a7[3]), b1, c7_1);
      }
    }
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

// y = x * weights^T + bias: a workgroup takes 128 tokens and 96 rows, a thread 8 tokens and 2 tiles of 4 rows.
override TILES: u32;
override ROWS: u32; // tokens x and y have room for
override X_STRIDE: u32; // in vec4s
override X_OFFSET: u32 = 0;

@group(0) @binding(0) var<storage, read> weights: array<vec4u>;
@group(0) @binding(1) var<storage, read> bias: array<vec4f>;
@group(0) @binding(2) var<storage, read> x: array<vec2f>; // two columns each
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
  let words = weights[SCALES + tile * (SLICES / GROUP_SLICES) + group];
  let r0 = unpack2x16float(words.x);
  let r1 = unpack2x16float(words.y);
  let r2 = unpack2x16float(words.z);
  let r3 = unpack2x16float(words.w);
  return Scales(vec4f(r0.x, r1.x, r2.x, r3.x), vec4f(r0.y, r1.y, r2.y, r3.y));
}

fn codes_at(tile: u32, slice: u32, pair: u32) -> vec4u {
  return weights[tile * SLICES + slice];
}

fn nibbles(q: vec4u) -> vec4f {
  return bitcast<vec4f>((q & vec4u(0xf)) | vec4u(0x4b000000)) - vec4f(8388608);
}

fn columns_of(codes: vec4u, pair: u32, scales: Scales) -> mat2x4f {
  let q = codes >> vec4u(4 * pair);
  return mat2x4f(
    fma(nibbles(q), scales.scale, scales.minimum),
    fma(nibbles(q >> vec4u(16)), scales.scale, scales.minimum));
}

const ACROSS = 12u; // threads along the tiles
const X_PITCH = 33u; // of a column in workgroup memory
const W_PITCH = 2 * ACROSS + 1;

var<workgroup> xs: array<vec4f, 32 * X_PITCH>; // [column][4 tokens]
var<workgroup> ws: array<vec4f, 32 * W_PITCH>; // [column][tile]

// of x as vec2s
fn place(token: u32) -> u32 { return (min(token, ROWS - 1) * X_STRIDE + X_OFFSET) * 2; }

@compute @workgroup_size(192)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let first_token = group.x * 128;
  let first_tile = group.y * 2 * ACROSS;
  let across = thread % ACROSS;
  let down = thread / ACROSS;
  var c0_0 = vec4f();
  var c1_0 = vec4f();
  var c2_0 = vec4f();
  var c3_0 = vec4f();
  var c4_0 = vec4f();
  var c5_0 = vec4f();
  var c6_0 = vec4f();
  var c7_0 = vec4f();
  var c0_1 = vec4f();
  var c1_1 = vec4f();
  var c2_1 = vec4f();
  var c3_1 = vec4f();
  var c4_1 = vec4f();
  var c5_1 = vec4f();
  var c6_1 = vec4f();
  var c7_1 = vec4f();

  // loads: two columns of four tokens of x, in turns of all threads, and two columns of a tile of weights
  let load0 = (thread + 0 * 192) % 256; // after the last, the first ones again, from caches
  let load1 = (thread + 1 * 192) % 256; // after the last, the first ones again, from caches
  let x0_0 = place(first_token + load0 / 8 * 4 + 0) + load0 % 8;
  let x0_1 = place(first_token + load0 / 8 * 4 + 1) + load0 % 8;
  let x0_2 = place(first_token + load0 / 8 * 4 + 2) + load0 % 8;
  let x0_3 = place(first_token + load0 / 8 * 4 + 3) + load0 % 8;
  let x1_0 = place(first_token + load1 / 8 * 4 + 0) + load1 % 8;
  let x1_1 = place(first_token + load1 / 8 * 4 + 1) + load1 % 8;
  let x1_2 = place(first_token + load1 / 8 * 4 + 2) + load1 % 8;
  let x1_3 = place(first_token + load1 / 8 * 4 + 3) + load1 % 8;
  let to_x0 = load0 % 8 * 2 * X_PITCH + load0 / 8;
  let to_x1 = load1 % 8 * 2 * X_PITCH + load1 / 8;
  let part = thread % 4;
  let half = thread / 4 % 2; // slice of the round
  let tile = min(first_tile + thread / 8, TILES - 1);
  let to_w = (half * 8 + part * 2) * W_PITCH + thread / 8;
  var loaded0_0 = x[x0_0];
  var loaded0_1 = x[x0_1];
  var loaded0_2 = x[x0_2];
  var loaded0_3 = x[x0_3];
  var loaded1_0 = x[x1_0];
  var loaded1_1 = x[x1_1];
  var loaded1_2 = x[x1_2];
  var loaded1_3 = x[x1_3];
  var codes = codes_at(tile, half, part);
  var scales = scales_at(tile, half / GROUP_SLICES);

  xs[to_x0 + 0 * X_PITCH] = vec4f(loaded0_0.x, loaded0_1.x, loaded0_2.x, loaded0_3.x);
  xs[to_x0 + 1 * X_PITCH] = vec4f(loaded0_0.y, loaded0_1.y, loaded0_2.y, loaded0_3.y);
  if (thread < 64) {
    xs[to_x1 + 0 * X_PITCH] = vec4f(loaded1_0.x, loaded1_1.x, loaded1_2.x, loaded1_3.x);
    xs[to_x1 + 1 * X_PITCH] = vec4f(loaded1_0.y, loaded1_1.y, loaded1_2.y, loaded1_3.y);
  }
  let pair = columns_of(codes, part, scales);
  ws[to_w + 0 * W_PITCH] = pair[0];
  ws[to_w + 1 * W_PITCH] = pair[1];
  workgroupBarrier();

  for (var slice = 0u; slice < SLICES; slice += 4) {
    {
      let next = slice + 2;
      loaded0_0 = x[x0_0 + next * 4];
      loaded0_1 = x[x0_1 + next * 4];
      loaded0_2 = x[x0_2 + next * 4];
      loaded0_3 = x[x0_3 + next * 4];
      loaded1_0 = x[x1_0 + next * 4];
      loaded1_1 = x[x1_1 + next * 4];
      loaded1_2 = x[x1_2 + next * 4];
      loaded1_3 = x[x1_3 + next * 4];
      codes = codes_at(tile, next + half, part);
      scales = scales_at(tile, (next + half) / GROUP_SLICES);

      {
        let a0 = xs[0 * X_PITCH + down];
        let a1 = xs[0 * X_PITCH + down + 16];
        let b0 = ws[0 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[0 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[1 * X_PITCH + down];
        let a1 = xs[1 * X_PITCH + down + 16];
        let b0 = ws[1 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[1 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[2 * X_PITCH + down];
        let a1 = xs[2 * X_PITCH + down + 16];
        let b0 = ws[2 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[2 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[3 * X_PITCH + down];
        let a1 = xs[3 * X_PITCH + down + 16];
        let b0 = ws[3 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[3 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[4 * X_PITCH + down];
        let a1 = xs[4 * X_PITCH + down + 16];
        let b0 = ws[4 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[4 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[5 * X_PITCH + down];
        let a1 = xs[5 * X_PITCH + down + 16];
        let b0 = ws[5 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[5 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[6 * X_PITCH + down];
        let a1 = xs[6 * X_PITCH + down + 16];
        let b0 = ws[6 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[6 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[7 * X_PITCH + down];
        let a1 = xs[7 * X_PITCH + down + 16];
        let b0 = ws[7 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[7 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[8 * X_PITCH + down];
        let a1 = xs[8 * X_PITCH + down + 16];
        let b0 = ws[8 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[8 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[9 * X_PITCH + down];
        let a1 = xs[9 * X_PITCH + down + 16];
        let b0 = ws[9 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[9 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[10 * X_PITCH + down];
        let a1 = xs[10 * X_PITCH + down + 16];
        let b0 = ws[10 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[10 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[11 * X_PITCH + down];
        let a1 = xs[11 * X_PITCH + down + 16];
        let b0 = ws[11 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[11 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[12 * X_PITCH + down];
        let a1 = xs[12 * X_PITCH + down + 16];
        let b0 = ws[12 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[12 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[13 * X_PITCH + down];
        let a1 = xs[13 * X_PITCH + down + 16];
        let b0 = ws[13 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[13 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[14 * X_PITCH + down];
        let a1 = xs[14 * X_PITCH + down + 16];
        let b0 = ws[14 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[14 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[15 * X_PITCH + down];
        let a1 = xs[15 * X_PITCH + down + 16];
        let b0 = ws[15 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[15 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }

      xs[to_x0 + 16 * X_PITCH] = vec4f(loaded0_0.x, loaded0_1.x, loaded0_2.x, loaded0_3.x);
      xs[to_x0 + 17 * X_PITCH] = vec4f(loaded0_0.y, loaded0_1.y, loaded0_2.y, loaded0_3.y);
      if (thread < 64) {
        xs[to_x1 + 16 * X_PITCH] = vec4f(loaded1_0.x, loaded1_1.x, loaded1_2.x, loaded1_3.x);
        xs[to_x1 + 17 * X_PITCH] = vec4f(loaded1_0.y, loaded1_1.y, loaded1_2.y, loaded1_3.y);
      }
      let pair = columns_of(codes, part, scales);
      ws[to_w + 16 * W_PITCH] = pair[0];
      ws[to_w + 17 * W_PITCH] = pair[1];
      workgroupBarrier();
    }
    {
      let next = min(slice + 4, SLICES - 2);
      loaded0_0 = x[x0_0 + next * 4];
      loaded0_1 = x[x0_1 + next * 4];
      loaded0_2 = x[x0_2 + next * 4];
      loaded0_3 = x[x0_3 + next * 4];
      loaded1_0 = x[x1_0 + next * 4];
      loaded1_1 = x[x1_1 + next * 4];
      loaded1_2 = x[x1_2 + next * 4];
      loaded1_3 = x[x1_3 + next * 4];
      codes = codes_at(tile, next + half, part);
      scales = scales_at(tile, (next + half) / GROUP_SLICES);

      {
        let a0 = xs[16 * X_PITCH + down];
        let a1 = xs[16 * X_PITCH + down + 16];
        let b0 = ws[16 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[16 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[17 * X_PITCH + down];
        let a1 = xs[17 * X_PITCH + down + 16];
        let b0 = ws[17 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[17 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[18 * X_PITCH + down];
        let a1 = xs[18 * X_PITCH + down + 16];
        let b0 = ws[18 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[18 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[19 * X_PITCH + down];
        let a1 = xs[19 * X_PITCH + down + 16];
        let b0 = ws[19 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[19 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[20 * X_PITCH + down];
        let a1 = xs[20 * X_PITCH + down + 16];
        let b0 = ws[20 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[20 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[21 * X_PITCH + down];
        let a1 = xs[21 * X_PITCH + down + 16];
        let b0 = ws[21 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[21 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[22 * X_PITCH + down];
        let a1 = xs[22 * X_PITCH + down + 16];
        let b0 = ws[22 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[22 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[23 * X_PITCH + down];
        let a1 = xs[23 * X_PITCH + down + 16];
        let b0 = ws[23 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[23 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[24 * X_PITCH + down];
        let a1 = xs[24 * X_PITCH + down + 16];
        let b0 = ws[24 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[24 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[25 * X_PITCH + down];
        let a1 = xs[25 * X_PITCH + down + 16];
        let b0 = ws[25 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[25 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[26 * X_PITCH + down];
        let a1 = xs[26 * X_PITCH + down + 16];
        let b0 = ws[26 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[26 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[27 * X_PITCH + down];
        let a1 = xs[27 * X_PITCH + down + 16];
        let b0 = ws[27 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[27 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[28 * X_PITCH + down];
        let a1 = xs[28 * X_PITCH + down + 16];
        let b0 = ws[28 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[28 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[29 * X_PITCH + down];
        let a1 = xs[29 * X_PITCH + down + 16];
        let b0 = ws[29 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[29 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[30 * X_PITCH + down];
        let a1 = xs[30 * X_PITCH + down + 16];
        let b0 = ws[30 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[30 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }
      {
        let a0 = xs[31 * X_PITCH + down];
        let a1 = xs[31 * X_PITCH + down + 16];
        let b0 = ws[31 * W_PITCH + across + 0 * ACROSS];
        let b1 = ws[31 * W_PITCH + across + 1 * ACROSS];
        c0_0 = fma(vec4f(a0.x), b0, c0_0);
        c0_1 = fma(vec4f(a0.x), b1, c0_1);
        c1_0 = fma(vec4f(a0.y), b0, c1_0);
        c1_1 = fma(vec4f(a0.y), b1, c1_1);
        c2_0 = fma(vec4f(a0.z), b0, c2_0);
        c2_1 = fma(vec4f(a0.z), b1, c2_1);
        c3_0 = fma(vec4f(a0.w), b0, c3_0);
        c3_1 = fma(vec4f(a0.w), b1, c3_1);
        c4_0 = fma(vec4f(a1.x), b0, c4_0);
        c4_1 = fma(vec4f(a1.x), b1, c4_1);
        c5_0 = fma(vec4f(a1.y), b0, c5_0);
        c5_1 = fma(vec4f(a1.y), b1, c5_1);
        c6_0 = fma(vec4f(a1.z), b0, c6_0);
        c6_1 = fma(vec4f(a1.z), b1, c6_1);
        c7_0 = fma(vec4f(a1.w), b0, c7_0);
        c7_1 = fma(vec4f(a1.w), b1, c7_1);
      }

      xs[to_x0 + 0 * X_PITCH] = vec4f(loaded0_0.x, loaded0_1.x, loaded0_2.x, loaded0_3.x);
      xs[to_x0 + 1 * X_PITCH] = vec4f(loaded0_0.y, loaded0_1.y, loaded0_2.y, loaded0_3.y);
      if (thread < 64) {
        xs[to_x1 + 0 * X_PITCH] = vec4f(loaded1_0.x, loaded1_1.x, loaded1_2.x, loaded1_3.x);
        xs[to_x1 + 1 * X_PITCH] = vec4f(loaded1_0.y, loaded1_1.y, loaded1_2.y, loaded1_3.y);
      }
      let pair = columns_of(codes, part, scales);
      ws[to_w + 0 * W_PITCH] = pair[0];
      ws[to_w + 1 * W_PITCH] = pair[1];
      workgroupBarrier();
    }
  }

  let token0 = first_token + 0 / 4 * 64 + down * 4 + 0 % 4;
  let token1 = first_token + 1 / 4 * 64 + down * 4 + 1 % 4;
  let token2 = first_token + 2 / 4 * 64 + down * 4 + 2 % 4;
  let token3 = first_token + 3 / 4 * 64 + down * 4 + 3 % 4;
  let token4 = first_token + 4 / 4 * 64 + down * 4 + 4 % 4;
  let token5 = first_token + 5 / 4 * 64 + down * 4 + 5 % 4;
  let token6 = first_token + 6 / 4 * 64 + down * 4 + 6 % 4;
  let token7 = first_token + 7 / 4 * 64 + down * 4 + 7 % 4;
  let tile0 = first_tile + across;
  let tile1 = first_tile + across + ACROSS;
  if (token0 < ROWS && tile0 < TILES) { store(token0, tile0, bias[tile0] + base(token0, tile0) + c0_0); }
  if (token1 < ROWS && tile0 < TILES) { store(token1, tile0, bias[tile0] + base(token1, tile0) + c1_0); }
  if (token2 < ROWS && tile0 < TILES) { store(token2, tile0, bias[tile0] + base(token2, tile0) + c2_0); }
  if (token3 < ROWS && tile0 < TILES) { store(token3, tile0, bias[tile0] + base(token3, tile0) + c3_0); }
  if (token4 < ROWS && tile0 < TILES) { store(token4, tile0, bias[tile0] + base(token4, tile0) + c4_0); }
  if (token5 < ROWS && tile0 < TILES) { store(token5, tile0, bias[tile0] + base(token5, tile0) + c5_0); }
  if (token6 < ROWS && tile0 < TILES) { store(token6, tile0, bias[tile0] + base(token6, tile0) + c6_0); }
  if (token7 < ROWS && tile0 < TILES) { store(token7, tile0, bias[tile0] + base(token7, tile0) + c7_0); }
  if (token0 < ROWS && tile1 < TILES) { store(token0, tile1, bias[tile1] + base(token0, tile1) + c0_1); }
  if (token1 < ROWS && tile1 < TILES) { store(token1, tile1, bias[tile1] + base(token1, tile1) + c1_1); }
  if (token2 < ROWS && tile1 < TILES) { store(token2, tile1, bias[tile1] + base(token2, tile1) + c2_1); }
  if (token3 < ROWS && tile1 < TILES) { store(token3, tile1, bias[tile1] + base(token3, tile1) + c3_1); }
  if (token4 < ROWS && tile1 < TILES) { store(token4, tile1, bias[tile1] + base(token4, tile1) + c4_1); }
  if (token5 < ROWS && tile1 < TILES) { store(token5, tile1, bias[tile1] + base(token5, tile1) + c5_1); }
  if (token6 < ROWS && tile1 < TILES) { store(token6, tile1, bias[tile1] + base(token6, tile1) + c6_1); }
  if (token7 < ROWS && tile1 < TILES) { store(token7, tile1, bias[tile1] + base(token7, tile1) + c7_1); }
}

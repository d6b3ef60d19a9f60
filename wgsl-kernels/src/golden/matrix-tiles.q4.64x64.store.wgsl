// y = x * weights^T + bias: a workgroup takes 64 tokens and 64 rows, a thread 8 tokens and 1 tiles of 4 rows.
override TILES: u32;
override ROWS: u32; // tokens x and y have room for
override X_STRIDE: u32; // in vec4s
override X_OFFSET: u32 = 0;

@group(0) @binding(0) var<storage, read> weights: array<vec4u>;
@group(0) @binding(1) var<storage, read> bias: array<vec4f>;
@group(0) @binding(2) var<storage, read> x: array<vec4f>;
override Y_STRIDE: u32; // in vec4s
override Y_OFFSET: u32 = 0;

@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;

fn base(token: u32, tile: u32) -> vec4f { return vec4f(); }

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
  let at = tile * (SLICES / GROUP_SLICES) + group;
  let pair = weights[SCALES + at / 2];
  let halves = select(pair.xy, pair.zw, at % 2 == 1);
  let scale = vec4f(unpack2x16float(halves.x), unpack2x16float(halves.y));
  return Scales(scale, -8 * scale);
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

const TOKENS = 64u;
const WIDTH = 64u / 4; // tiles of a workgroup
const ACROSS = WIDTH / 1; // threads along the tiles
const DOWN = TOKENS / 8; // threads along the tokens
const QUADS = ACROSS * DOWN / 4; // threads that share a token of x or a tile of weights when loading

var<workgroup> xs: array<vec4f, 2 * TOKENS * 4>; // [2][token][columns / 4]: two buffers take turns
var<workgroup> ws: array<vec4f, 2 * 16 * WIDTH>; // [2][column][tile]

@compute @workgroup_size(128)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let first_token = group.x * TOKENS;
  let first_tile = group.y * WIDTH;
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
        c0_0 = fma(vec4f(a0[0]), b0, c0_0);
        c1_0 = fma(vec4f(a1[0]), b0, c1_0);
        c2_0 = fma(vec4f(a2[0]), b0, c2_0);
        c3_0 = fma(vec4f(a3[0]), b0, c3_0);
        c4_0 = fma(vec4f(a4[0]), b0, c4_0);
        c5_0 = fma(vec4f(a5[0]), b0, c5_0);
        c6_0 = fma(vec4f(a6[0]), b0, c6_0);
        c7_0 = fma(vec4f(a7[0]), b0, c7_0);
      }
      { // column k + 1
        let b0 = ws[from_w + (k + 1) * WIDTH + (across ^ ((k + 1) / 2)) + 0 * ACROSS];
        c0_0 = fma(vec4f(a0[1]), b0, c0_0);
        c1_0 = fma(vec4f(a1[1]), b0, c1_0);
        c2_0 = fma(vec4f(a2[1]), b0, c2_0);
        c3_0 = fma(vec4f(a3[1]), b0, c3_0);
        c4_0 = fma(vec4f(a4[1]), b0, c4_0);
        c5_0 = fma(vec4f(a5[1]), b0, c5_0);
        c6_0 = fma(vec4f(a6[1]), b0, c6_0);
        c7_0 = fma(vec4f(a7[1]), b0, c7_0);
      }
      { // column k + 2
        let b0 = ws[from_w + (k + 2) * WIDTH + (across ^ ((k + 2) / 2)) + 0 * ACROSS];
        c0_0 = fma(vec4f(a0[2]), b0, c0_0);
        c1_0 = fma(vec4f(a1[2]), b0, c1_0);
        c2_0 = fma(vec4f(a2[2]), b0, c2_0);
        c3_0 = fma(vec4f(a3[2]), b0, c3_0);
        c4_0 = fma(vec4f(a4[2]), b0, c4_0);
        c5_0 = fma(vec4f(a5[2]), b0, c5_0);
        c6_0 = fma(vec4f(a6[2]), b0, c6_0);
        c7_0 = fma(vec4f(a7[2]), b0, c7_0);
      }
      { // column k + 3
        let b0 = ws[from_w + (k + 3) * WIDTH + (across ^ ((k + 3) / 2)) + 0 * ACROSS];
        c0_0 = fma(vec4f(a0[3]), b0, c0_0);
        c1_0 = fma(vec4f(a1[3]), b0, c1_0);
        c2_0 = fma(vec4f(a2[3]), b0, c2_0);
        c3_0 = fma(vec4f(a3[3]), b0, c3_0);
        c4_0 = fma(vec4f(a4[3]), b0, c4_0);
        c5_0 = fma(vec4f(a5[3]), b0, c5_0);
        c6_0 = fma(vec4f(a6[3]), b0, c6_0);
        c7_0 = fma(vec4f(a7[3]), b0, c7_0);
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
  if (token0 < ROWS && tile_out0 < TILES) { store(token0, tile_out0, bias[tile_out0] + base(token0, tile_out0) + c0_0); }
  if (token1 < ROWS && tile_out0 < TILES) { store(token1, tile_out0, bias[tile_out0] + base(token1, tile_out0) + c1_0); }
  if (token2 < ROWS && tile_out0 < TILES) { store(token2, tile_out0, bias[tile_out0] + base(token2, tile_out0) + c2_0); }
  if (token3 < ROWS && tile_out0 < TILES) { store(token3, tile_out0, bias[tile_out0] + base(token3, tile_out0) + c3_0); }
  if (token4 < ROWS && tile_out0 < TILES) { store(token4, tile_out0, bias[tile_out0] + base(token4, tile_out0) + c4_0); }
  if (token5 < ROWS && tile_out0 < TILES) { store(token5, tile_out0, bias[tile_out0] + base(token5, tile_out0) + c5_0); }
  if (token6 < ROWS && tile_out0 < TILES) { store(token6, tile_out0, bias[tile_out0] + base(token6, tile_out0) + c6_0); }
  if (token7 < ROWS && tile_out0 < TILES) { store(token7, tile_out0, bias[tile_out0] + base(token7, tile_out0) + c7_0); }
}

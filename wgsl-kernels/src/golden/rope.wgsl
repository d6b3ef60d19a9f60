// y = x with every head turned by the row's position; one thread takes a feature. Sizes in floats.
override WIDTH: u32;
override HEAD_DIM: u32;
override PAIRS: u32; // features i and i + PAIRS of a head turn together
override X_STRIDE: u32;
override X_OFFSET: u32 = 0;
override Y_STRIDE: u32;
override Y_OFFSET: u32 = 0;

struct Row {
  token: u32,    // 0xffffffff: tokens[sequence * TOKEN_STRIDE + position]
  position: u32, // in the row's sequence
  sequence: u32, // whose page table is pages[sequence * PAGES ...]
  slot: u32,     // where the cache keeps this position
}

@group(0) @binding(0) var<storage, read> rows: array<Row>;
@group(0) @binding(1) var<storage, read> rotations: array<vec2f>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= WIDTH) {
    return;
  }
  let x_at = id.y * X_STRIDE + X_OFFSET + id.x;
  let feature = id.x % HEAD_DIM;
  var turned = x[x_at];
  if (feature < PAIRS) {
    let turn = rotation(rows[id.y].position, feature);
    turned = x[x_at] * turn.x - x[x_at + PAIRS] * turn.y;
  } else if (feature < 2 * PAIRS) {
    let turn = rotation(rows[id.y].position, feature - PAIRS);
    turned = x[x_at] * turn.x + x[x_at - PAIRS] * turn.y;
  }
  y[id.y * Y_STRIDE + Y_OFFSET + id.x] = turned;
}

// cosine and sine of position * frequency[pair], from those of position % 32 and of the rest
fn rotation(position: u32, pair: u32) -> vec2f {
  let a = rotations[position % 32 * PAIRS + pair];
  let b = rotations[(32 + position / 32) * PAIRS + pair];
  return vec2f(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x);
}

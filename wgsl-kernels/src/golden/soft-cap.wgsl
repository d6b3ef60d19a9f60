// y = soft-cap(x), element by element.
override WIDTH: u32;
override X_STRIDE: u32; // in floats
override X_OFFSET: u32 = 0;
override Y_STRIDE: u32;
override Y_OFFSET: u32 = 0;

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < WIDTH) {
    y[id.y * Y_STRIDE + Y_OFFSET + id.x] = capped(x[id.y * X_STRIDE + X_OFFSET + id.x]);
  }
}

override CAP: f32;

fn capped(x: f32) -> f32 {
  return CAP * (1 - 2 / (1 + exp(2 * x / CAP)));
}

// y = residual + sum of x, over the PER_TOKEN pairs of a token; one thread takes four features.
override WIDTH: u32;
override PER_TOKEN: u32;
override X_STRIDE: u32; // from a pair to the next
override Y_STRIDE: u32;
override Y_OFFSET: u32 = 0;

@group(0) @binding(0) var<storage, read> x: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(2) var<storage, read> residual: array<vec4f>;
override RESIDUAL_STRIDE: u32;
override RESIDUAL_OFFSET: u32 = 0;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= WIDTH) {
    return;
  }
  var sum = residual[id.y * RESIDUAL_STRIDE + RESIDUAL_OFFSET + id.x];
  for (var slot = 0u; slot < PER_TOKEN; slot++) {
    sum += x[(id.y * PER_TOKEN + slot) * X_STRIDE + id.x];
  }
  y[id.y * Y_STRIDE + Y_OFFSET + id.x] = sum;
}

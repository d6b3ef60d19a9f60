// y = sum of x, over the PER_TOKEN pairs of a token; one thread takes four features.
override WIDTH: u32;
override PER_TOKEN: u32;
override X_STRIDE: u32; // from a pair to the next
override Y_STRIDE: u32;
override Y_OFFSET: u32 = 0;

@group(0) @binding(0) var<storage, read> x: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= WIDTH) {
    return;
  }
  var sum = vec4f();
  for (var slot = 0u; slot < PER_TOKEN; slot++) {
    sum += x[(id.y * PER_TOKEN + slot) * X_STRIDE + id.x];
  }
  y[id.y * Y_STRIDE + Y_OFFSET + id.x] = sum;
}

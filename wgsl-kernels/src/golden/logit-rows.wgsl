// y[i] = x[logit_rows[i]]; one thread takes 4 features.
override WIDTH: u32; // in vec4s, as all sizes here
override X_STRIDE: u32;
override X_OFFSET: u32 = 0;
override Y_STRIDE: u32;

@group(0) @binding(0) var<storage, read> logit_rows: array<u32>;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < WIDTH) {
    y[id.y * Y_STRIDE + id.x] = x[logit_rows[id.y] * X_STRIDE + X_OFFSET + id.x];
  }
}

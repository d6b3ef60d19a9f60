// y = x in eight bits, a scale for each 32 columns; a thread takes 32 columns.
requires packed_4x8_integer_dot_product;

override GROUPS: u32; // of 32 columns
override X_STRIDE: u32; // in vec4s
override X_OFFSET: u32 = 0;
override Y_STRIDE: u32; // in vec4s
override NIBBLES: bool; // columns of 8 in the order 0, 4, 1, 5, 2, 6, 3, 7, as codes of 4 bits come apart

@group(0) @binding(0) var<storage, read> x: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> y: array<vec4u>;

fn largest_of(v: vec4f) -> f32 {
  return max(max(abs(v.x), abs(v.y)), max(abs(v.z), abs(v.w)));
}

fn packed(low: vec4i, high: vec4i) -> vec2u {
  if (NIBBLES) {
    return vec2u(pack4xI8(vec4i(low.x, high.x, low.y, high.y)), pack4xI8(vec4i(low.z, high.z, low.w, high.w)));
  }
  return vec2u(pack4xI8(low), pack4xI8(high));
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= GROUPS) {
    return;
  }
  let at = id.y * X_STRIDE + X_OFFSET + id.x * 8;
  let low0 = x[at + 0 * 2];
  let low1 = x[at + 1 * 2];
  let low2 = x[at + 2 * 2];
  let low3 = x[at + 3 * 2];
  let high0 = x[at + 0 * 2 + 1];
  let high1 = x[at + 1 * 2 + 1];
  let high2 = x[at + 2 * 2 + 1];
  let high3 = x[at + 3 * 2 + 1];
  var largest = 1e-30; // so that zeros have a finite factor
  largest = max(largest, max(largest_of(low0), largest_of(high0)));
  largest = max(largest, max(largest_of(low1), largest_of(high1)));
  largest = max(largest, max(largest_of(low2), largest_of(high2)));
  largest = max(largest, max(largest_of(low3), largest_of(high3)));
  let factor = 127 / largest;
  let low_codes0 = vec4i(round(low0 * factor));
  let low_codes1 = vec4i(round(low1 * factor));
  let low_codes2 = vec4i(round(low2 * factor));
  let low_codes3 = vec4i(round(low3 * factor));
  let high_codes0 = vec4i(round(high0 * factor));
  let high_codes1 = vec4i(round(high1 * factor));
  let high_codes2 = vec4i(round(high2 * factor));
  let high_codes3 = vec4i(round(high3 * factor));
  var sums = vec4i();
  sums += low_codes0 + high_codes0;
  sums += low_codes1 + high_codes1;
  sums += low_codes2 + high_codes2;
  sums += low_codes3 + high_codes3;
  let words0 = packed(low_codes0, high_codes0);
  let words1 = packed(low_codes1, high_codes1);
  let words2 = packed(low_codes2, high_codes2);
  let words3 = packed(low_codes3, high_codes3);
  let scale = largest / 127;
  let sum = scale * f32(sums.x + sums.y + sums.z + sums.w);
  let record = id.y * Y_STRIDE + id.x * 3;
  y[record] = vec4u(words0, words1);
  y[record + 1] = vec4u(words2, words3);
  y[record + 2] = vec4u(bitcast<u32>(scale), bitcast<u32>(sum), 0, 0);
}

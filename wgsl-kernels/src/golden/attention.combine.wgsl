// y = sum of parts * 2^largest / sum of totals * 2^largest; one thread takes a feature of a head.
override HEADS: u32;
override HEAD_DIM: u32;
override SPLITS: u32;
override Y_STRIDE: u32;

// [row][head][split]: HEAD_DIM sums, the largest score as a base-2 logarithm, the total weight
@group(0) @binding(0) var<storage, read> parts: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= HEAD_DIM) {
    return;
  }
  let first = (id.z * HEADS + id.y) * SPLITS;
  var largest = -1e30;
  for (var s = first; s < first + SPLITS; s++) {
    largest = max(largest, parts[s * (HEAD_DIM + 2) + HEAD_DIM]);
  }
  var sum = 0.0;
  var total = 0.0;
  for (var s = first; s < first + SPLITS; s++) {
    let part = s * (HEAD_DIM + 2);
    let weight = exp2(parts[part + HEAD_DIM] - largest);
    sum += parts[part + id.x] * weight;
    total += parts[part + HEAD_DIM + 1] * weight;
  }
  y[id.z * Y_STRIDE + id.y * HEAD_DIM + id.x] = sum / total;
}

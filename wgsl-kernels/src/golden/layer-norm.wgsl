// y = (x - mean) / sqrt(variance + EPS) * gain + bias over each run of WIDTH features; a workgroup takes a run.
override THREADS: u32; // a power of 2; 1 avoids barriers
override WIDTH: u32;
override EPS: f32;
override GAINS: u32 = 1; // 1, or as many as there are runs of a row: each has its own
override X_STRIDE: u32; // in floats
override X_OFFSET: u32 = 0;
override Y_STRIDE: u32;
override Y_OFFSET: u32 = 0;

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> gain: array<f32>;
@group(0) @binding(2) var<storage, read> bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;


var<workgroup> sums: array<f32, THREADS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) run: vec3u, @builtin(local_invocation_index) thread: u32) {
  let x_at = run.y * X_STRIDE + X_OFFSET + run.x * WIDTH;
  let y_at = run.y * Y_STRIDE + Y_OFFSET + run.x * WIDTH;
  var features = 0.0;
  for (var i = thread; i < WIDTH; i += THREADS) {
    features += x[x_at + i];
  }
  let mean = total(features, thread) / f32(WIDTH);
  var squares = 0.0;
  for (var i = thread; i < WIDTH; i += THREADS) {
    squares += (x[x_at + i] - mean) * (x[x_at + i] - mean);
  }
  let scale = inverseSqrt(total(squares, thread) / f32(WIDTH) + EPS);
  for (var i = thread; i < WIDTH; i += THREADS) {
    y[y_at + i] = normed(x_at, run.x, mean, scale, i);
  }
}

fn normed(x_at: u32, run: u32, mean: f32, scale: f32, i: u32) -> f32 {
  return (x[x_at + i] - mean) * scale * gain[run % GAINS * WIDTH + i] + bias[i];
}

fn total(part: f32, thread: u32) -> f32 {
  if (THREADS == 1) {
    return part;
  }
  workgroupBarrier(); // an earlier total has been read
  sums[thread] = part;
  for (var half = THREADS / 2; half > 0; half /= 2) {
    workgroupBarrier();
    if (thread < half) {
      sums[thread] += sums[thread + half];
    }
  }
  workgroupBarrier();
  return sums[0];
}

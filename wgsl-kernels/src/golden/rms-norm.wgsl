// y = x / sqrt(mean(x^2) + EPS) * gain over each run of WIDTH features; a workgroup takes a run.
override THREADS: u32; // a power of 2; 1 avoids barriers
override WIDTH: u32;
override EPS: f32;
override X_STRIDE: u32; // in floats
override X_OFFSET: u32 = 0;
override Y_STRIDE: u32;
override Y_OFFSET: u32 = 0;

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> gain: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;


var<workgroup> sums: array<f32, THREADS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) run: vec3u, @builtin(local_invocation_index) thread: u32) {
  let x_at = run.y * X_STRIDE + X_OFFSET + run.x * WIDTH;
  let y_at = run.y * Y_STRIDE + Y_OFFSET + run.x * WIDTH;
  var squares = 0.0;
  for (var i = thread; i < WIDTH; i += THREADS) {
    squares += x[x_at + i] * x[x_at + i];
  }
  sums[thread] = squares;
  for (var half = THREADS / 2; half > 0; half /= 2) {
    workgroupBarrier();
    if (thread < half) {
      sums[thread] += sums[thread + half];
    }
  }
  if (THREADS > 1) {
    workgroupBarrier();
  }
  let mean = 0.0;
  let scale = inverseSqrt(sums[0] / f32(WIDTH) + EPS);
  for (var i = thread; i < WIDTH; i += THREADS) {
    y[y_at + i] = normed(x_at, run.x, mean, scale, i);
  }
}

fn normed(x_at: u32, run: u32, mean: f32, scale: f32, i: u32) -> f32 {
  return x[x_at + i] * scale * gain[i];
}

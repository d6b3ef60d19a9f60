// How fast the GPU reads its memory: what a kernel that does nothing else gets out of it. Decoding cannot be faster.

const BYTES = 256 << 20; // more than caches hold
const PASSES = 8; // over the buffer in a dispatch, so that launching does not count
const THREADS = 4096 * 256;
const WARM_UP = 1000; // milliseconds; an idle card runs at a sixth of its clock
const STRETCH = 50e6; // nanoseconds timed together: browsers blur GPU clocks to a tenth of a millisecond

const KERNEL = `
@group(0) @binding(0) var<storage, read> words: array<vec4u>;
@group(0) @binding(1) var<storage, read_write> result: array<u32>;
const threads = ${THREADS}u;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  var sum = vec4u(0);
  for (var pass_ = 0u; pass_ < ${PASSES}u; pass_++) {
    for (var i = id.x; i < arrayLength(&words); i += 4 * threads) {
      sum += words[i] ^ words[i + threads] ^ words[i + 2 * threads] ^ words[i + 3 * threads];
    }
  }
  if (dot(sum, vec4u(1)) == 0x5a5a5a5au) { result[0] = id.x; } // keeps the compiler from leaving the reads out
}`;

/** Bytes a second, the best of a second's tries; null where the adapter has no room for the test. */
export async function readBandwidth(signal) {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter.limits.maxStorageBufferBindingSize < BYTES) return null;
  const device = await adapter.requestDevice({
    requiredLimits: { maxStorageBufferBindingSize: BYTES, maxBufferSize: BYTES },
    requiredFeatures: ['timestamp-query'].filter((feature) => adapter.features.has(feature)),
  });
  try {
    device.pushErrorScope('out-of-memory');
    const words = device.createBuffer({ size: BYTES, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST });
    if (await device.popErrorScope()) return null;
    fill(device, words);
    return Math.round((BYTES * PASSES) / (await best(device, await reading(device, words), signal)) * 1e9);
  } finally {
    device.destroy();
  }
}

/** Pages of zeros may all be one. */
function fill(device, buffer) {
  const numbers = Uint32Array.from({ length: 1 << 20 }, (_, i) => Math.imul(i, 2654435761));
  for (let at = 0; at < buffer.size; at += numbers.byteLength) device.queue.writeBuffer(buffer, at, numbers);
}

/** Encodes some dispatches into a pass. */
async function reading(device, words) {
  const module = device.createShaderModule({ code: KERNEL });
  const pipeline = await device.createComputePipelineAsync({ layout: 'auto', compute: { module } });
  const result = device.createBuffer({ size: 16, usage: GPUBufferUsage.STORAGE });
  const entries = [words, result].map((buffer, binding) => ({ binding, resource: { buffer } }));
  const bindGroup = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  return (pass, times) => {
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    for (let i = 0; i < times; i++) pass.dispatchWorkgroups(THREADS / 256);
    pass.end();
  };
}

/** Nanoseconds of one dispatch. */
async function best(device, encode, signal) {
  const time = device.features.has('timestamp-query') ? gpuTime : wallTime;
  const began = performance.now();
  let shortest = await time(device, encode, 1);
  do {
    signal?.throwIfAborted();
    const times = Math.max(1, Math.round(STRETCH / shortest));
    shortest = Math.min(shortest, (await time(device, encode, times)) / times);
  } while (performance.now() - began < WARM_UP);
  return shortest;
}

async function wallTime(device, encode, times) {
  const encoder = device.createCommandEncoder();
  encode(encoder.beginComputePass(), times);
  await device.queue.onSubmittedWorkDone();
  const began = performance.now();
  device.queue.submit([encoder.finish()]);
  await device.queue.onSubmittedWorkDone();
  return (performance.now() - began) * 1e6;
}

async function gpuTime(device, encode, times) {
  const querySet = device.createQuerySet({ type: 'timestamp', count: 2 });
  const resolved = device.createBuffer({ size: 16, usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC });
  const readable = device.createBuffer({ size: 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const encoder = device.createCommandEncoder();
  const timestampWrites = { querySet, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 };
  encode(encoder.beginComputePass({ timestampWrites }), times);
  encoder.resolveQuerySet(querySet, 0, 2, resolved, 0);
  encoder.copyBufferToBuffer(resolved, 0, readable, 0, 16);
  device.queue.submit([encoder.finish()]);
  await readable.mapAsync(GPUMapMode.READ);
  const [begin, end] = new BigUint64Array(readable.getMappedRange());
  for (const gone of [querySet, resolved, readable]) gone.destroy();
  return Math.max(1, Number(end - begin));
}

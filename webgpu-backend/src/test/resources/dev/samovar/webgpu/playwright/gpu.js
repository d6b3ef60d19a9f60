// The page's side of PlaywrightGpu: WebGPU objects by number, bytes as base64.
const LIMITS = ['maxBufferSize', 'maxStorageBufferBindingSize', 'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize', 'maxComputeInvocationsPerWorkgroup', 'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupsPerDimension'];
const FEATURES = ['shader-f16', 'subgroups', 'timestamp-query', 'chromium-experimental-subgroup-matrix'];
const BINDING = { READ: 'read-only-storage', READ_WRITE: 'storage', UNIFORM: 'uniform' };

const objects = []; // buffers, pipelines, bind groups, pending reads
const staging = []; // free buffers for reading back
const errors = [];
let device;

const keep = object => objects.push(object) - 1;

function check() {
  if (errors.length) throw new Error(errors.splice(0).join('\n'));
}

function dispatch(encoder, text, timestampWrites) {
  const pass = encoder.beginComputePass(timestampWrites ? { timestampWrites } : {});
  for (const line of text ? text.split(';') : []) {
    const [pipeline, bindGroup, x, y, z] = line.split(',');
    pass.setPipeline(objects[pipeline].pipeline);
    pass.setBindGroup(0, objects[bindGroup]);
    pass.dispatchWorkgroups(+x, +y, +z);
  }
  pass.end();
}

globalThis.gpu = {
  async open() {
    const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return null;
    const requiredFeatures = FEATURES.filter(f => adapter.features.has(f));
    const requiredLimits = Object.fromEntries(LIMITS.map(l => [l, adapter.limits[l]]));
    device = await adapter.requestDevice({ requiredFeatures, requiredLimits });
    device.onuncapturederror = e => errors.push(e.error.message);
    device.lost.then(info => errors.push(`LOST ${info.reason}: ${info.message}`));
    const { description, vendor, architecture, subgroupMinSize, subgroupMaxSize } = adapter.info;
    return { description, vendor, architecture, userAgent: navigator.userAgent, features: [...requiredFeatures, ...navigator.gpu.wgslLanguageFeatures],
      subgroupMinSize: subgroupMinSize ?? 0, subgroupMaxSize: subgroupMaxSize ?? 0,
      limits: LIMITS.map(l => adapter.limits[l]) };
  },

  async buffer([label, size]) {
    device.pushErrorScope('out-of-memory');
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const buffer = device.createBuffer({ label, size, usage });
    const error = await device.popErrorScope();
    if (error) throw new Error('OUT_OF_MEMORY ' + error.message);
    check();
    return keep(buffer);
  },

  write([buffer, offset, bytes]) {
    device.queue.writeBuffer(objects[buffer], offset, Uint8Array.fromBase64(bytes));
  },

  async pipeline([label, code, access, constants]) {
    device.pushErrorScope('validation'); // told better by the compiler's messages
    const module = device.createShaderModule({ label, code });
    await device.popErrorScope();
    const { messages } = await module.getCompilationInfo();
    const faults = messages.filter(m => m.type === 'error').map(m => `${m.lineNum}:${m.linePos} ${m.message}`);
    if (faults.length) throw new Error(`${label}: ${faults.join('\n')}`);
    const layout = device.createBindGroupLayout({ label, entries: access.map((a, binding) =>
      ({ binding, visibility: GPUShaderStage.COMPUTE, buffer: { type: BINDING[a] } })) });
    const pipeline = await device.createComputePipelineAsync({ label,
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }), compute: { module, constants } });
    check();
    return keep({ pipeline, layout, label });
  },

  bind([pipeline, ranges]) {
    const { layout, label } = objects[pipeline];
    return keep(device.createBindGroup({ label, layout, entries: ranges.map(([buffer, offset, size], binding) =>
      ({ binding, resource: { buffer: objects[buffer], offset, size } })) }));
  },

  submit([dispatches]) {
    const encoder = device.createCommandEncoder();
    dispatch(encoder, dispatches);
    device.queue.submit([encoder.finish()]);
  },

  submitAndRead([dispatches, ranges]) {
    const size = ranges.reduce((sum, [, , bytes]) => sum + bytes, 0);
    const free = staging.findIndex(s => s.size >= size);
    const copy = free >= 0 ? staging.splice(free, 1)[0]
      : device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    const encoder = device.createCommandEncoder();
    dispatch(encoder, dispatches);
    let at = 0;
    for (const [buffer, offset, bytes] of ranges) {
      encoder.copyBufferToBuffer(objects[buffer], offset, copy, at, bytes);
      at += bytes;
    }
    device.queue.submit([encoder.finish()]);
    const mapped = copy.mapAsync(GPUMapMode.READ, 0, size);
    mapped.catch(() => {}); // reported when awaited
    return keep({ copy, size, mapped });
  },

  async read([pending]) {
    const { copy, size, mapped } = objects[pending];
    objects[pending] = null;
    try {
      await mapped;
    } catch (e) {
      errors.push(String(e));
    }
    check();
    const bytes = new Uint8Array(copy.getMappedRange(0, size)).toBase64();
    copy.unmap();
    staging.push(copy);
    return bytes;
  },

  async time([dispatches]) {
    const timed = device.features.has('timestamp-query');
    const encoder = device.createCommandEncoder();
    if (!timed) {
      dispatch(encoder, dispatches);
      const start = performance.now();
      device.queue.submit([encoder.finish()]);
      await device.queue.onSubmittedWorkDone();
      check();
      return (performance.now() - start) * 1e6;
    }
    const querySet = device.createQuerySet({ type: 'timestamp', count: 2 });
    const resolved = device.createBuffer({ size: 16, usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC });
    const copy = device.createBuffer({ size: 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    dispatch(encoder, dispatches, { querySet, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 });
    encoder.resolveQuerySet(querySet, 0, 2, resolved, 0);
    encoder.copyBufferToBuffer(resolved, 0, copy, 0, 16);
    device.queue.submit([encoder.finish()]);
    await copy.mapAsync(GPUMapMode.READ);
    const [start, end] = new BigInt64Array(copy.getMappedRange());
    [querySet, resolved, copy].forEach(o => o.destroy());
    check();
    return Number(end - start);
  },

  release([buffer]) {
    objects[buffer].destroy();
    objects[buffer] = null;
  },

  close() {
    device.destroy();
    objects.length = staging.length = errors.length = 0;
  },
};

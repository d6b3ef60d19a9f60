package dev.samovar.webgpu.browser;

import dev.samovar.kernels.Kernel;
import dev.samovar.webgpu.Adapter;
import dev.samovar.webgpu.BufferRange;
import dev.samovar.webgpu.Dispatch;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.GpuBindGroup;
import dev.samovar.webgpu.GpuBuffer;
import dev.samovar.webgpu.GpuException;
import dev.samovar.webgpu.GpuPipeline;
import dev.samovar.webgpu.PendingRead;
import dev.samovar.weights.ByteSource;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.typedarrays.Int32Array;
import org.teavm.jso.webgpu.GPUBindGroup;
import org.teavm.jso.webgpu.GPUBuffer;
import org.teavm.jso.webgpu.GPUCommandEncoder;
import org.teavm.jso.webgpu.GPUComputePassEncoder;
import org.teavm.jso.webgpu.GPUDevice;

/** The WebGPU of the browser the engine runs in. */
public final class BrowserGpu implements Gpu {
    private static final int STORAGE =
            GPUBuffer.Usage.STORAGE | GPUBuffer.Usage.UNIFORM | GPUBuffer.Usage.COPY_SRC | GPUBuffer.Usage.COPY_DST;

    private final GPUDevice device;
    private final Adapter adapter;
    private final Faults faults;
    private final Compiler compiler;
    private final Staging staging;
    private final Uploader uploader;
    private final Stopwatch stopwatch;

    private BrowserGpu(GPUDevice device) {
        this.device = device;
        this.adapter = BrowserAdapter.describe(device);
        this.faults = new Faults(device);
        this.compiler = new Compiler(device);
        this.staging = new Staging(device, faults);
        this.uploader = new Uploader(device.getQueue(), faults);
        this.stopwatch = new Stopwatch(device, faults, adapter.features().timestampQuery());
    }

    /** The browser's GPU. Suspends; without one a {@link GpuException} that says what to do. */
    public static BrowserGpu open() {
        return new BrowserGpu(BrowserAdapter.device());
    }

    @Override
    public Adapter adapter() {
        return adapter;
    }

    @Override
    public GpuBuffer buffer(String label, long bytes) {
        adapter().limits().requireBuffer(label, bytes);
        device.pushErrorScope("out-of-memory");
        GPUBuffer handle = createBuffer(device, label, (double) bytes, STORAGE);
        String refusal = messageOf(faults.await(device.popErrorScope()));
        if (!refusal.isEmpty()) {
            throw new GpuException(
                    GpuException.Cause.OUT_OF_MEMORY,
                    "the GPU has no room for " + label + " (" + bytes + " bytes): " + refusal);
        }
        return new BrowserBuffer(label, bytes, handle);
    }

    @Override
    public void write(GpuBuffer target, long offset, int[] words) {
        device.getQueue()
                .writeBuffer(BrowserBuffer.handleOf(target), (double) offset, Int32Array.copyFromJavaArray(words));
    }

    @Override
    public void upload(ByteSource source, long sourceOffset, int length, GpuBuffer target, long offset) {
        uploader.upload(source, sourceOffset, length, BrowserBuffer.handleOf(target), offset);
    }

    @Override
    public void prepare(Kernel kernel, Map<String, Double> overrides) {
        compiler.start(kernel, overrides);
    }

    @Override
    public GpuPipeline pipeline(Kernel kernel, Map<String, Double> overrides) {
        faults.check();
        return compiler.compile(kernel, overrides);
    }

    @Override
    public GpuBindGroup bind(GpuPipeline pipeline, List<BufferRange> ranges) {
        JSArray<JSObject> entries = new JSArray<>();
        for (BufferRange range : ranges) {
            adapter().limits().requireBinding(range.buffer().label(), range.bytes());
            GPUBuffer buffer = BrowserBuffer.handleOf(range.buffer());
            entries.push(entry(entries.getLength(), buffer, (double) range.offset(), (double) range.bytes()));
        }
        GPUBindGroup.Layout layout = ((BrowserPipeline) pipeline).layout();
        return new BrowserBindGroup(bindGroup(device, pipeline.kernel().name(), layout, entries));
    }

    @Override
    public void submit(List<Dispatch> dispatches) {
        GPUCommandEncoder encoder = device.createCommandEncoder();
        encode(dispatches, encoder.beginComputePass());
        submit(encoder);
    }

    @Override
    public PendingRead submitAndRead(List<Dispatch> dispatches, List<BufferRange> ranges) {
        GPUCommandEncoder encoder = device.createCommandEncoder();
        encode(dispatches, encoder.beginComputePass());
        Staging.Copy copy = staging.copy(encoder, ranges);
        submit(encoder);
        return staging.read(copy);
    }

    @Override
    public double time(List<Dispatch> dispatches) {
        return stopwatch.time(dispatches);
    }

    @Override
    public void release(GpuBuffer buffer) {
        BrowserBuffer.handleOf(buffer).destroy();
    }

    @Override
    public void close() {
        device.destroy();
    }

    private void submit(GPUCommandEncoder encoder) {
        device.getQueue().submit(JSArray.of(encoder.finish()));
    }

    static void encode(List<Dispatch> dispatches, GPUComputePassEncoder pass) {
        for (int i = 0; i < dispatches.size(); i++) { // no iterator: this runs for every token
            Dispatch dispatch = dispatches.get(i);
            pass.setPipeline(((BrowserPipeline) dispatch.pipeline()).handle());
            pass.setBindGroup(0, ((BrowserBindGroup) dispatch.bindGroup()).handle());
            pass.dispatchWorkgroups(dispatch.x(), dispatch.y(), dispatch.z());
        }
        pass.end();
    }

    @JSBody(
            params = {"device", "label", "size", "usage"},
            script = "return device.createBuffer({ label: label, size: size, usage: usage });")
    static native GPUBuffer createBuffer(GPUDevice device, String label, double size, int usage);

    @JSBody(params = "error", script = "return error === null ? '' : error.message;")
    private static native String messageOf(GPUDevice.Error error);

    @JSBody(
            params = {"index", "buffer", "offset", "size"},
            script = "return { binding: index, resource: { buffer: buffer, offset: offset, size: size } };")
    private static native JSObject entry(int index, GPUBuffer buffer, double offset, double size);

    @JSBody(
            params = {"device", "label", "layout", "entries"},
            script = "return device.createBindGroup({ label: label, layout: layout, entries: entries });")
    private static native GPUBindGroup bindGroup(
            GPUDevice device, String label, GPUBindGroup.Layout layout, JSArray<JSObject> entries);
}

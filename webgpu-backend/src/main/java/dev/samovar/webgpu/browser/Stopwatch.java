package dev.samovar.webgpu.browser;

import dev.samovar.webgpu.Dispatch;
import java.util.List;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Performance;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.webgpu.GPUBuffer;
import org.teavm.jso.webgpu.GPUCommandEncoder;
import org.teavm.jso.webgpu.GPUComputePassEncoder;
import org.teavm.jso.webgpu.GPUDevice;

/** Times dispatches: by the GPU's own clock where it has one. */
final class Stopwatch {
    private static final int TIMES = 16; // bytes of a beginning and an end

    private final GPUDevice device;
    private final Faults faults;
    private final boolean timestamps;

    Stopwatch(GPUDevice device, Faults faults, boolean timestamps) {
        this.device = device;
        this.faults = faults;
        this.timestamps = timestamps;
    }

    double time(List<Dispatch> dispatches) {
        return timestamps ? gpuTime(dispatches) : wallTime(dispatches);
    }

    private double wallTime(List<Dispatch> dispatches) {
        faults.await(device.getQueue().onSubmittedWorkDone());
        GPUCommandEncoder encoder = device.createCommandEncoder();
        BrowserGpu.encode(dispatches, encoder.beginComputePass());
        double start = Performance.now();
        device.getQueue().submit(JSArray.of(encoder.finish()));
        faults.await(device.getQueue().onSubmittedWorkDone());
        return (Performance.now() - start) * 1e6;
    }

    private double gpuTime(List<Dispatch> dispatches) {
        GPUDevice.QuerySet queries = querySet(device);
        GPUBuffer resolved = BrowserGpu.createBuffer(
                device, "times", TIMES, GPUBuffer.Usage.QUERY_RESOLVE | GPUBuffer.Usage.COPY_SRC);
        GPUBuffer readable = BrowserGpu.createBuffer(
                device, "times read", TIMES, GPUBuffer.Usage.MAP_READ | GPUBuffer.Usage.COPY_DST);
        try {
            GPUCommandEncoder encoder = device.createCommandEncoder();
            BrowserGpu.encode(dispatches, timedPass(encoder, queries));
            encoder.resolveQuerySet(queries, 0, 2, resolved, 0);
            encoder.copyBufferToBuffer(resolved, 0, readable, 0, TIMES);
            device.getQueue().submit(JSArray.of(encoder.finish()));
            faults.await(readable.mapAsync(GPUBuffer.MapMode.READ));
            return difference(readable);
        } finally {
            queries.destroy();
            resolved.destroy();
            readable.destroy();
        }
    }

    @JSBody(params = "device", script = "return device.createQuerySet({ type: 'timestamp', count: 2 });")
    private static native GPUDevice.QuerySet querySet(GPUDevice device);

    @JSBody(
            params = {"encoder", "queries"},
            script = "return encoder.beginComputePass({ timestampWrites: {"
                    + " querySet: queries, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 } });")
    private static native GPUComputePassEncoder timedPass(GPUCommandEncoder encoder, GPUDevice.QuerySet queries);

    @JSBody(
            params = "buffer",
            script = "var times = new BigUint64Array(buffer.getMappedRange()); return Number(times[1] - times[0]);")
    private static native double difference(GPUBuffer buffer);
}

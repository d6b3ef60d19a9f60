package dev.samovar.webgpu.drawing;

import dev.samovar.webgpu.BufferRange;
import dev.samovar.webgpu.Dispatch;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.Pipelines;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A kernel of the chain, which the browser compiles from now on; the first use waits for it. */
final class Link {
    private final Gpu gpu;
    private final Pipelines pipelines;
    private final String kernel;
    private final Map<String, Double> overrides;
    private final List<BufferRange> ranges;
    private @Nullable Dispatch ready;

    /** @param ranges in the order of the kernel's bindings */
    Link(Gpu gpu, Pipelines pipelines, String kernel, Map<String, Double> overrides, List<BufferRange> ranges) {
        this.gpu = gpu;
        this.pipelines = pipelines;
        this.kernel = kernel;
        this.overrides = overrides;
        this.ranges = ranges;
        pipelines.prepare(kernel, overrides);
    }

    /** Suspends at its first use. */
    Dispatch grid(int x, int y) {
        if (ready == null) {
            var pipeline = pipelines.get(kernel, overrides);
            ready = new Dispatch(pipeline, gpu.bind(pipeline, ranges), 1, 1, 1);
        }
        return new Dispatch(ready.pipeline(), ready.bindGroup(), x, y, 1);
    }
}

package dev.samovar.webgpu;

import dev.samovar.kernels.Binding;
import dev.samovar.kernels.KernelSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compiles kernels, each once for the same overrides. */
public final class Pipelines {
    private final Gpu gpu;
    private final KernelSource kernels;
    private final Map<Key, GpuPipeline> pipelines = new HashMap<>();

    private final Map<String, List<Binding>> bindings = new HashMap<>();

    private record Key(String kernel, Map<String, Double> overrides) {}

    public Pipelines(Gpu gpu, KernelSource kernels) {
        this.gpu = gpu;
        this.kernels = kernels;
    }

    /** Of a kernel, compiled or not. */
    public List<Binding> bindings(String kernel) {
        List<Binding> known = bindings.get(kernel);
        if (known == null) {
            known = kernels.kernel(kernel).bindings();
            bindings.put(kernel, known);
        }
        return known;
    }

    /** Has the browser compile it while other things load. */
    public void prepare(String kernel, Map<String, Double> overrides) {
        if (!pipelines.containsKey(new Key(kernel, overrides))) {
            gpu.prepare(kernels.kernel(kernel), overrides);
        }
    }

    /** Suspends when the pipeline is new. */
    public GpuPipeline get(String kernel, Map<String, Double> overrides) {
        var key = new Key(kernel, overrides);
        GpuPipeline pipeline = pipelines.get(key);
        if (pipeline == null) {
            pipeline = gpu.pipeline(kernels.kernel(kernel), overrides);
            pipelines.put(key, pipeline);
        }
        return pipeline;
    }
}

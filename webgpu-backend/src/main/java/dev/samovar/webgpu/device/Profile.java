package dev.samovar.webgpu.device;

import dev.samovar.engine.KernelTime;
import dev.samovar.webgpu.Dispatch;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.GpuPipeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Times the kernels of a step apart, each with all its dispatches, which run through all the layers' weights. */
final class Profile {
    /** Timed at a stretch, in nanoseconds: browsers blur GPU clocks to a tenth of a millisecond. */
    private static final double STRETCH = 3e6;

    private static final int MOST_REPETITIONS = 256;

    private record Kind(GpuPipeline pipeline, int x, int y, int z) {}

    private Profile() {}

    /** Those that take longest first; suspends. */
    static List<KernelTime> of(Gpu gpu, List<Dispatch> step) {
        Map<Kind, List<Dispatch>> kinds = new LinkedHashMap<>();
        for (Dispatch dispatch : step) {
            var kind = new Kind(dispatch.pipeline(), dispatch.x(), dispatch.y(), dispatch.z());
            kinds.computeIfAbsent(kind, k -> new ArrayList<>()).add(dispatch);
        }
        gpu.time(step); // wakes the GPU
        List<KernelTime> times = new ArrayList<>();
        for (var entry : kinds.entrySet()) { // no lambda: all that forEach may call would become able to suspend
            Kind kind = entry.getKey();
            times.add(new KernelTime(
                    kind.pipeline().kernel().name(),
                    new int[] {kind.x(), kind.y(), kind.z()},
                    entry.getValue().size(),
                    nanoseconds(gpu, entry.getValue())));
        }
        times.sort(Comparator.comparingDouble(KernelTime::nanoseconds).reversed());
        return times;
    }

    private static double nanoseconds(Gpu gpu, List<Dispatch> dispatches) {
        double once = gpu.time(dispatches);
        int repetitions = (int) Math.max(1, Math.min(MOST_REPETITIONS, STRETCH / Math.max(once, 1)));
        List<Dispatch> stretch = new ArrayList<>();
        for (int i = 0; i < repetitions; i++) {
            stretch.addAll(dispatches);
        }
        gpu.submit(stretch); // while the browser encodes what is timed, the clock must not sink
        return gpu.time(stretch) / repetitions;
    }
}

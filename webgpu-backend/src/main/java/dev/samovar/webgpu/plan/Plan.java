package dev.samovar.webgpu.plan;

import dev.samovar.webgpu.BufferRange;
import dev.samovar.webgpu.Dispatch;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.GpuBuffer;
import dev.samovar.webgpu.Pipelines;
import dev.samovar.webgpu.Slabs;
import dev.samovar.webgpu.lowering.Area;
import dev.samovar.webgpu.lowering.Launch;
import dev.samovar.webgpu.lowering.Operand;
import dev.samovar.webgpu.lowering.Stage;
import dev.samovar.webgpu.lowering.StepSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything a step of some size needs, ready to replay; only the numbers of workgroups change from step to step. */
public final class Plan {
    private final List<Prepared> prepared;
    private final StepSize capacity;
    private final AreaPlaces places;
    private final List<GpuBuffer> buffers;
    private @Nullable StepSize lastSize;
    private List<Dispatch> lastDispatches = List.of();

    /** A launch with what it runs on. */
    private record Prepared(Launch launch, Dispatch once) {}

    /**
     * Makes buffers, pipelines and bind groups. Suspends.
     *
     * @param kept areas that are read after a step
     * @param capacity the largest step
     */
    public Plan(Gpu gpu, Pipelines pipelines, Memory memory, List<Stage> stages, Set<Area> kept, StepSize capacity) {
        List<Launch> launches =
                stages.stream().flatMap(stage -> stage.launches().stream()).toList();
        launches.forEach(launch -> pipelines.prepare(launch.kernel(), launch.overrides()));
        memory.reserve(
                launches.stream().flatMap(launch -> launch.operands().stream()).toList());
        this.capacity = capacity;
        List<AreaUse> uses = new ArrayList<>();
        for (Launch launch : launches) {
            uses.add(AreaUse.of(launch, pipelines.bindings(launch.kernel())));
        }
        places = AreaPlaces.of(uses, kept, this::bytes, Slabs.most(gpu.adapter().limits()));
        buffers = new ArrayList<>();
        for (long bytes : places.bytes()) {
            buffers.add(gpu.buffer("activations", bytes));
        }
        prepared = new ArrayList<>();
        for (Launch launch : launches) {
            var pipeline = pipelines.get(launch.kernel(), launch.overrides());
            List<BufferRange> ranges = new ArrayList<>();
            for (Operand operand : launch.operands()) {
                ranges.add(
                        operand instanceof Operand.Activations activations
                                ? range(activations.area())
                                : memory.range(operand));
            }
            prepared.add(new Prepared(launch, new Dispatch(pipeline, gpu.bind(pipeline, ranges), 1, 1, 1)));
        }
    }

    private long bytes(Area area) {
        return area.bytes(padded(capacity.of(area.rows())));
    }

    /** Kernels compute whole blocks of rows; the largest takes 8. */
    static int padded(int rows) {
        return (rows + 7) / 8 * 8;
    }

    /** Where an area lies. */
    public BufferRange range(Area area) {
        var spot = places.spot(area);
        return buffers.get(spot.buffer()).range(spot.offset(), bytes(area));
    }

    /** The dispatches of a step; asked again for the same size, the same list. */
    public List<Dispatch> dispatches(StepSize size) {
        if (!size.equals(lastSize)) {
            lastDispatches = prepared.stream()
                    .map(p -> sized(p, size))
                    .filter(d -> d.x() > 0)
                    .toList();
            lastSize = size;
        }
        return lastDispatches;
    }

    private static Dispatch sized(Prepared prepared, StepSize size) {
        var grid = prepared.launch().grid();
        var once = prepared.once();
        return new Dispatch(
                once.pipeline(),
                once.bindGroup(),
                grid.x().count(size),
                grid.y().count(size),
                grid.z().count(size));
    }

    /** Dispatches of a step of one row near the beginning of its sequence. */
    public int length() {
        var size = new StepSize(1, 1, 1, 1);
        return (int) prepared.stream().filter(p -> sized(p, size).x() > 0).count();
    }

    /** Frees the activations. */
    public void release(Gpu gpu) {
        buffers.forEach(gpu::release);
    }
}

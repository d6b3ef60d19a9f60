package dev.samovar.webgpu.tuning;

import dev.samovar.webgpu.Dispatch;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.GpuPipeline;
import dev.samovar.webgpu.Pipelines;
import dev.samovar.webgpu.lowering.Launch;
import dev.samovar.webgpu.lowering.MatrixSchedule;
import dev.samovar.webgpu.lowering.StepSize;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Times launches that multiply by a matrix of one shape, each by a schedule, in memory of its own. */
final class MatrixRig {
    /** Timed at a stretch, in nanoseconds: browsers blur GPU clocks to a tenth of a millisecond. */
    private static final double STRETCH = 1.5e6;

    /** Work before a turn, in nanoseconds: a GPU that waited runs slowly at first. */
    private static final double WARM_UP = 15e6;

    private static final int MOST_REPETITIONS = 512;

    private final Gpu gpu;
    private final Pipelines pipelines;
    private final StepSize size;
    private final MatrixMemory memory;
    private final Map<MatrixSchedule, List<Dispatch>> ready = new LinkedHashMap<>();
    private double spent;

    /**
     * Suspends; too little memory is an error that leaves none of it taken.
     *
     * @param launches that will be timed
     */
    MatrixRig(Gpu gpu, Pipelines pipelines, Demand.Trial trial, Collection<Launch> launches) {
        this.gpu = gpu;
        this.pipelines = pipelines;
        int tokens = trial.shape().tokens();
        size = new StepSize(tokens, tokens, tokens, 1);
        long bytes = trial.shape().tiles().bytes();
        memory = new MatrixMemory(gpu, launches, size, bytes, trial.step().pageBytes());
    }

    /** Makes a schedule ready to be timed: that takes pauses, in which GPUs slow down. Suspends. */
    void prepare(MatrixSchedule schedule, Launch launch) {
        ready.put(schedule, dispatches(launch));
    }

    /** Keeps the GPU busy until it runs as fast as it can; suspends. */
    void warmUp() {
        double end = spent + WARM_UP;
        MatrixSchedule any = ready.keySet().iterator().next();
        for (int i = 0; i < 16 && spent < end; i++) { // clocks may say that nothing took any time
            time(any);
        }
    }

    /** Nanoseconds a multiplication by a schedule that is ready; suspends. */
    double time(MatrixSchedule schedule) {
        List<Dispatch> each = ready.getOrDefault(schedule, List.of());
        double once = timed(each.subList(0, 1));
        int repetitions = (int) Math.max(1, Math.min(MOST_REPETITIONS, STRETCH / Math.max(once, 1)));
        if (repetitions == 1) {
            return once;
        }
        List<Dispatch> stretch = new ArrayList<>();
        for (int i = 0; i < repetitions; i++) {
            stretch.add(each.get(i % each.size()));
        }
        gpu.submit(stretch); // while the browser encodes what is timed, the clock must not sink
        return timed(stretch) / repetitions;
    }

    /** Nanoseconds that what was timed took; about as much ran before it. */
    double spent() {
        return spent;
    }

    void release() {
        memory.release();
    }

    private double timed(List<Dispatch> dispatches) {
        double time = gpu.time(dispatches);
        spent += time;
        return time;
    }

    /** One for each copy of the weights. */
    private List<Dispatch> dispatches(Launch launch) {
        GpuPipeline pipeline = pipelines.get(launch.kernel(), launch.overrides());
        var grid = launch.grid();
        List<Dispatch> dispatches = new ArrayList<>();
        for (int copy = 0; copy < memory.copies(); copy++) {
            dispatches.add(new Dispatch(
                    pipeline,
                    gpu.bind(pipeline, memory.ranges(launch, copy)),
                    grid.x().count(size),
                    grid.y().count(size),
                    grid.z().count(size)));
        }
        return dispatches;
    }
}

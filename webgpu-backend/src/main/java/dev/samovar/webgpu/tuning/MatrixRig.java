package dev.samovar.webgpu.tuning;

import dev.samovar.webgpu.BufferRange;
import dev.samovar.webgpu.Dispatch;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.GpuBuffer;
import dev.samovar.webgpu.GpuException;
import dev.samovar.webgpu.GpuPipeline;
import dev.samovar.webgpu.Pipelines;
import dev.samovar.webgpu.lowering.MatrixSchedule;
import dev.samovar.webgpu.lowering.MatrixShape;
import dev.samovar.webgpu.lowering.StepSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Times the multiplication by matrices of a shape, in memory of its own. */
final class MatrixRig {
    /** Bytes of weights to go through, so that they come from memory and not from a cache, as a model's do. */
    private static final long WEIGHTS = 128L << 20;

    private static final int MOST_COPIES = 64;

    /** Timed at a stretch, in nanoseconds: browsers blur GPU clocks to a tenth of a millisecond. */
    private static final double STRETCH = 1.5e6;

    /** Work before a turn, in nanoseconds: a GPU that waited runs slowly at first. */
    private static final double WARM_UP = 15e6;

    private static final int MOST_REPETITIONS = 512;
    private static final int ALIGNMENT = 256;

    /** Rows that kernels write together and so may write beyond the tokens. */
    private static final int PADDING = 8;

    private final Gpu gpu;
    private final Pipelines pipelines;
    private final MatrixShape shape;
    private final long copyBytes;
    private final int copies;
    private final List<GpuBuffer> buffers = new ArrayList<>();
    private final GpuBuffer weights;
    private final GpuBuffer bias;
    private final GpuBuffer x;
    private final GpuBuffer y;
    private final Map<MatrixSchedule, List<Dispatch>> ready = new LinkedHashMap<>();
    private double spent;

    /** Suspends; too little memory is an error that leaves none of it taken. */
    MatrixRig(Gpu gpu, Pipelines pipelines, MatrixShape shape) {
        this.gpu = gpu;
        this.pipelines = pipelines;
        this.shape = shape;
        copyBytes = (shape.tiles().bytes() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        copies = shape.tokens() > 1 ? 1 : (int) Math.max(1, Math.min(MOST_COPIES, WEIGHTS / copyBytes));
        int tokens = (shape.tokens() + PADDING - 1) / PADDING * PADDING;
        try {
            weights = buffer("measured weights", copyBytes * copies);
            bias = buffer("measured bias", shape.tiles().tiles() * 16L);
            x = buffer("measured x", 4L * tokens * shape.inputStride());
            y = buffer("measured y", 4L * tokens * shape.outputStride());
        } catch (GpuException e) {
            release();
            throw e;
        }
    }

    private GpuBuffer buffer(String label, long bytes) {
        GpuBuffer buffer = gpu.buffer(label, bytes);
        buffers.add(buffer);
        return buffer;
    }

    /** Makes a schedule ready to be timed: that takes pauses, in which GPUs slow down. Suspends. */
    void prepare(MatrixSchedule schedule) {
        ready.put(schedule, dispatches(schedule));
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
            stretch.add(each.get(i % copies));
        }
        return timed(stretch) / repetitions;
    }

    /** Nanoseconds that all timing took. */
    double spent() {
        return spent;
    }

    void release() {
        buffers.forEach(gpu::release);
    }

    private double timed(List<Dispatch> dispatches) {
        double time = gpu.time(dispatches);
        spent += time;
        return time;
    }

    /** One for each copy of the weights. */
    private List<Dispatch> dispatches(MatrixSchedule schedule) {
        GpuPipeline pipeline = pipelines.get(shape.kernel(schedule), shape.overrides(schedule));
        var grid = shape.grid(schedule);
        var size = new StepSize(shape.tokens(), shape.tokens(), shape.tokens(), 1);
        List<Dispatch> dispatches = new ArrayList<>();
        for (int copy = 0; copy < copies; copy++) {
            var range = new BufferRange(weights, copy * copyBytes, shape.tiles().bytes());
            dispatches.add(new Dispatch(
                    pipeline,
                    gpu.bind(pipeline, List.of(range, bias.whole(), x.whole(), y.whole())),
                    grid.x().count(size),
                    grid.y().count(size),
                    grid.z().count(size)));
        }
        return dispatches;
    }
}

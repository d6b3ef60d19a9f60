package dev.samovar.webgpu.device;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.kernels.KernelSource;
import dev.samovar.program.Activations;
import dev.samovar.program.Batch;
import dev.samovar.program.CpuInterpreter;
import dev.samovar.program.Op;
import dev.samovar.program.Program;
import dev.samovar.program.Value;
import dev.samovar.webgpu.BufferRange;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.Pipelines;
import dev.samovar.webgpu.load.WeightStore;
import dev.samovar.webgpu.lowering.Area;
import dev.samovar.webgpu.lowering.Lowering;
import dev.samovar.webgpu.lowering.LoweringOptions;
import dev.samovar.webgpu.lowering.Operand;
import dev.samovar.webgpu.lowering.Place;
import dev.samovar.webgpu.lowering.PreparedNorm;
import dev.samovar.webgpu.lowering.Schedules;
import dev.samovar.webgpu.lowering.Stage;
import dev.samovar.webgpu.lowering.StepSize;
import dev.samovar.webgpu.plan.Plan;
import dev.samovar.weights.CpuWeights;
import dev.samovar.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Runs every stage of a program by itself: inputs from the interpreter, results compared with the interpreter's. */
final class StageRun {
    private static final int PAGES = 2;

    private final Gpu gpu;
    private final Program program;
    private final Batch batch;
    private final Activations expected;
    private final CpuWeights cpuWeights;
    private final Lowering lowering;
    private final LoweringOptions options;
    private final DeviceMemory memory;
    private final StepBuffer step;
    private final Pipelines pipelines;

    StageRun(Gpu gpu, Program program, Weights weights, Batch batch, Schedules schedules) {
        this(gpu, program, weights, batch, schedules, 1 << 20);
    }

    StageRun(
            Gpu gpu,
            Program program,
            Weights weights,
            Batch batch,
            Schedules schedules,
            CacheType cache,
            KernelSource kernels) {
        this(gpu, program, weights, batch, schedules, 1 << 20, cache, kernels);
    }

    /** @param bindingLimit bytes that a kernel may see of a buffer */
    StageRun(Gpu gpu, Program program, Weights weights, Batch batch, Schedules schedules, long bindingLimit) {
        this(gpu, program, weights, batch, schedules, bindingLimit, CacheType.F32, new KernelLibrary());
    }

    private StageRun(
            Gpu gpu,
            Program program,
            Weights weights,
            Batch batch,
            Schedules schedules,
            long bindingLimit,
            CacheType cache,
            KernelSource kernels) {
        this.gpu = gpu;
        this.program = program;
        this.batch = batch;
        int sequences = batch.pages().size();
        cpuWeights = new CpuWeights(weights);
        expected = new CpuInterpreter(program, cpuWeights, PAGES * sequences).activations(batch);
        options = new LoweringOptions(batch.rows(), 4, PAGES, bindingLimit, cache, schedules);
        lowering = new Lowering(weights, options);
        pipelines = new Pipelines(gpu, kernels);
        step = new StepBuffer(gpu, new StepBuffer.Limits(batch.rows(), batch.rows(), sequences, PAGES));
        var store = new WeightStore(gpu, pipelines, weights, PAGES * Batch.PAGE, bytes -> {});
        memory = new DeviceMemory(
                gpu, store, step, program, cache, PAGES * sequences, options.tokenStride() * sequences);
    }

    /**
     * Compares all stages; returns the rules that made them.
     *
     * @param tolerance of the largest number of a value
     */
    Set<String> check(float tolerance) {
        Set<String> rules = new HashSet<>();
        for (Stage stage : lowering.lower(program)) {
            check(stage, tolerance);
            rules.add(stage.rule());
        }
        return rules;
    }

    private void check(Stage stage, float tolerance) {
        List<Tile> tiles = Tile.of(batch, options.tileRows());
        var size = new StepSize(batch.rows(), batch.logitRows().length, tiles.size(), 2);
        var plan = new Plan(gpu, pipelines, memory, List.of(stage), areas(stage), size);
        step.write(batch, tiles);
        for (Op op : program.ops()) {
            if (!stage.meaning().contains(op) && reads(stage, op.y())) {
                put(plan.range(lowering.place(op.y()).area()), value(op.y()));
            }
        }
        for (Data prepared : prepared(stage.meaning())) {
            put(plan.range(prepared.place().area()), prepared);
        }
        gpu.submit(plan.dispatches(size));
        for (Data prepared : prepared(program.ops())) {
            if (areas(stage).contains(prepared.place().area())) {
                compare(stage, plan.range(prepared.place().area()), prepared, tolerance);
            }
        }
        for (Op op : stage.meaning()) {
            if (lowering.isStored(op.y())) {
                compare(stage, plan.range(lowering.place(op.y()).area()), value(op.y()), tolerance);
            }
        }
        plan.release(gpu);
    }

    private static Set<Area> areas(Stage stage) {
        Set<Area> areas = new HashSet<>();
        stage.launches()
                .forEach(launch -> launch.operands().forEach(operand -> {
                    if (operand instanceof Operand.Activations activations) {
                        areas.add(activations.area());
                    }
                }));
        return areas;
    }

    private boolean reads(Stage stage, Value value) {
        return lowering.isStored(value)
                && areas(stage).contains(lowering.place(value).area());
    }

    /** What is in an area: [rows, width]. */
    private record Data(Place place, int width, float[] data) {}

    /** What kernels leave for those of the norms that they prepare. */
    private List<Data> prepared(List<Op> ops) {
        List<Data> all = new ArrayList<>();
        for (Op op : ops) {
            PreparedNorm prepared = op instanceof Op.RmsNorm norm ? lowering.prepared(norm) : null;
            if (prepared != null && op instanceof Op.RmsNorm norm) {
                int width = norm.x().width();
                float[] x = expected.of(norm.x());
                float[] gain = cpuWeights.vector(norm.gain());
                float[] gained = new float[x.length];
                float[] squares = new float[x.length / 4];
                for (int i = 0; i < x.length; i++) {
                    gained[i] = x[i] * (gain[i % width] + norm.gainOffset());
                    squares[i / 4] += x[i] * x[i];
                }
                all.add(new Data(new Place(prepared.gained(), 0), width, gained));
                all.add(new Data(new Place(prepared.squares(), 0), width / 4, squares));
            }
        }
        return all;
    }

    private Data value(Value value) {
        return new Data(lowering.place(value), value.width(), expected.of(value));
    }

    private void put(BufferRange range, Data given) {
        Area area = given.place().area();
        for (int row = 0; row < given.data().length / given.width(); row++) {
            float[] numbers = Arrays.copyOfRange(given.data(), row * given.width(), (row + 1) * given.width());
            long offset =
                    range.offset() + area.bytes(1) * row + 4L * given.place().offset();
            gpu.write(range.buffer(), offset, Stored.words(numbers, area.numbers()));
        }
    }

    private void compare(Stage stage, BufferRange range, Data given, float tolerance) {
        Area area = given.place().area();
        int[] words = gpu.submitAndRead(List.of(), List.of(range)).await();
        float[] data = given.data();
        float largest = 0;
        float error = 0;
        for (int i = 0; i < data.length; i++) {
            int at = i / given.width() * area.stride() + given.place().offset() + i % given.width();
            largest = Math.max(largest, Math.abs(data[i]));
            float difference = Math.abs(data[i] - Stored.number(words, at, area.numbers()));
            error = Float.isNaN(difference) ? Float.POSITIVE_INFINITY : Math.max(error, difference);
        }
        assertTrue(error <= tolerance * largest, "largest error " + error + " of " + largest + " in " + stage);
    }
}

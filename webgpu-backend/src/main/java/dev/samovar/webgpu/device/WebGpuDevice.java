package dev.samovar.webgpu.device;

import dev.samovar.engine.Device;
import dev.samovar.engine.DeviceOptions;
import dev.samovar.engine.KernelTime;
import dev.samovar.engine.LoadListener;
import dev.samovar.engine.Loaded;
import dev.samovar.engine.Step;
import dev.samovar.engine.StepResult;
import dev.samovar.kernels.KernelSource;
import dev.samovar.program.Batch;
import dev.samovar.program.Program;
import dev.samovar.webgpu.Dispatch;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.PendingRead;
import dev.samovar.webgpu.Pipelines;
import dev.samovar.webgpu.drawing.DrawMemory;
import dev.samovar.webgpu.drawing.DrawSize;
import dev.samovar.webgpu.load.WeightStore;
import dev.samovar.webgpu.lowering.LoweringOptions;
import dev.samovar.webgpu.lowering.Schedules;
import dev.samovar.webgpu.tuning.Demand;
import dev.samovar.webgpu.tuning.ScheduleNotes;
import dev.samovar.webgpu.tuning.Tuner;
import dev.samovar.weights.WeightCheck;
import dev.samovar.weights.Weights;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs programs on WebGPU: everything is made at load, a step writes one buffer, replays and reads back. */
public final class WebGpuDevice implements Device {
    /** Bytes that logits may take: more logit rows than fit are refused. */
    private static final long LOGIT_BYTES = 32 << 20;

    /** Dispatches of a long step that are submitted ahead, to run while the browser encodes the others. */
    private static final int[] AHEAD = {8, 32};

    private final Gpu gpu;
    private final KernelSource kernels;
    private final Settings settings;
    private final @Nullable ScheduleNotes notes;
    private final Deque<Outstanding> outstanding = new ArrayDeque<>();
    private @Nullable Model model;

    /** A step on its way. */
    private record Outstanding(Step step, PendingRead read) {}

    /** What loading made. */
    private record Model(StepBuffer step, List<Executable> executables, int vocabulary, int logitRows) {

        Executable executable(Batch batch) {
            for (Executable executable : executables) {
                if (executable.takes(batch)) {
                    return executable;
                }
            }
            throw new IllegalArgumentException("a step of " + batch.rows() + " rows is larger than promised at load");
        }
    }

    /** A device that takes the settings' schedules as they are. */
    public WebGpuDevice(Gpu gpu, KernelSource kernels, Settings settings) {
        this(gpu, kernels, settings, null);
    }

    /**
     * A device that measures which schedules are fastest.
     *
     * @param notes what was measured before; null to take the settings' schedules as they are
     */
    public WebGpuDevice(Gpu gpu, KernelSource kernels, Settings settings, @Nullable ScheduleNotes notes) {
        this.gpu = gpu;
        this.kernels = kernels;
        this.settings = settings;
        this.notes = notes;
    }

    @Override
    public Loaded load(Program program, Weights weights, DeviceOptions options, LoadListener listener) {
        WeightCheck.check(program, weights);
        long total = WeightBytes.of(program, weights);
        long[] loaded = {0};
        var pipelines = new Pipelines(gpu, kernels);
        var store = new WeightStore(gpu, pipelines, weights, options.contextLength(), bytes -> {
            loaded[0] += bytes;
            listener.progress(loaded[0], total, "weights");
        });
        int pagesPerSequence = options.pagesPerSequence();
        int logitRows = (int) Math.max(
                options.maxSequences(), Math.min(settings.maxRows(), LOGIT_BYTES / (4L * program.vocabulary())));
        var step = new StepBuffer(
                gpu, new StepBuffer.Limits(settings.maxRows(), logitRows, options.maxSequences(), pagesPerSequence));
        var untuned = new LoweringOptions(
                settings.maxRows(),
                settings.tileRows(),
                pagesPerSequence,
                gpu.adapter().limits().maxStorageBufferBindingSize(),
                settings.cache(),
                settings.schedules());
        var prefill = untuned.with(schedules(program, weights, untuned, pipelines));
        int tokens = prefill.tokenStride() * options.maxSequences();
        var memory = new DeviceMemory(gpu, store, step, program, settings.cache(), options.pages(), tokens);
        var draws = new DrawMemory(
                gpu,
                new DrawSize(
                        program.vocabulary(),
                        logitRows,
                        options.maxSequences(),
                        prefill.tokenStride(),
                        settings.schedules().drawThreads()));
        int decodeRows = Math.min(options.maxSequences(), settings.schedules().decodeRows());
        DecodeTuner.Maker maker =
                lowering -> new Executable(gpu, pipelines, memory, program, weights, lowering, draws, logitRows);
        Executable decode = decode(program, prefill.forDecode(decodeRows), step, maker);
        Executable other = maker.make(prefill);
        store.loaded();
        model = new Model(step, List.of(decode, other), program.vocabulary(), logitRows);
        return new Loaded(
                gpu.adapter().description(),
                options.pages(),
                settings.maxRows(),
                logitRows,
                settings.stepsInFlight(),
                decode.plan().length(),
                decode.weightBytes());
    }

    /** By the fastest schedules, as far as they are measured; suspends. */
    private Executable decode(Program program, LoweringOptions options, StepBuffer step, DecodeTuner.Maker maker) {
        return notes == null ? maker.make(options) : new DecodeTuner(gpu, step, notes).fastest(program, options, maker);
    }

    /** The fastest schedules for the program's steps, as far as they are measured; suspends. */
    private Schedules schedules(Program program, Weights weights, LoweringOptions options, Pipelines pipelines) {
        if (notes == null) {
            return options.schedules();
        }
        var demand = new Demand();
        demand.add(program, weights, options.forDecode(1));
        demand.add(program, weights, options);
        return new Tuner(gpu, pipelines).tune(options.schedules(), demand, notes);
    }

    @Override
    public void submit(Step step) {
        Executable executable = executable(step);
        List<Dispatch> left = dispatches(executable, step);
        if (step.batch().rows() > settings.schedules().decodeRows()) {
            for (int ahead : AHEAD) {
                int count = Math.min(ahead, left.size());
                gpu.submit(left.subList(0, count));
                left = left.subList(count, left.size());
            }
        }
        outstanding.add(new Outstanding(step, gpu.submitAndRead(left, executable.readings(step))));
    }

    @Override
    public List<KernelTime> profile(Step step) {
        return Profile.of(gpu, dispatches(executable(step), step));
    }

    private Executable executable(Step step) {
        Model loaded = model();
        Batch batch = step.batch();
        if (batch.logitRows().length > loaded.logitRows()) {
            throw new IllegalArgumentException("logits of " + batch.logitRows().length + " rows are wanted, but only "
                    + loaded.logitRows() + " a step are kept");
        }
        return loaded.executable(batch);
    }

    /** Writes what the step needs to know. */
    private List<Dispatch> dispatches(Executable executable, Step step) {
        List<Tile> tiles = executable.tiles(step.batch());
        model().step().write(step.batch(), tiles, executable.lastSection());
        return executable.dispatches(step, tiles);
    }

    @Override
    public List<StepResult> arrived() {
        if (outstanding.isEmpty()) {
            return List.of();
        }
        Outstanding first = outstanding.remove();
        return List.of(StepReadings.result(first.step(), first.read().await(), model().vocabulary()));
    }

    @Override
    public void release() {
        outstanding.clear();
        model = null;
        gpu.close();
    }

    private Model model() {
        if (model == null) {
            throw new IllegalStateException("no model is loaded");
        }
        return model;
    }
}

package dev.samovar.webgpu.device;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.kernels.KernelSource;
import dev.samovar.kernels.Numbers;
import dev.samovar.program.AttentionShape;
import dev.samovar.program.Batch;
import dev.samovar.program.CpuInterpreter;
import dev.samovar.program.Program;
import dev.samovar.quant.F32;
import dev.samovar.quant.WeightFormat;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.Pipelines;
import dev.samovar.webgpu.load.WeightStore;
import dev.samovar.webgpu.lowering.AttentionSchedule;
import dev.samovar.webgpu.lowering.Lowering;
import dev.samovar.webgpu.lowering.LoweringOptions;
import dev.samovar.webgpu.lowering.MatrixSchedule;
import dev.samovar.webgpu.lowering.Schedules;
import dev.samovar.webgpu.lowering.StepSize;
import dev.samovar.webgpu.lowering.WeightMatrix;
import dev.samovar.webgpu.plan.Plan;
import dev.samovar.weights.CpuWeights;
import java.util.List;
import java.util.Set;

/** Runs an {@link AttentionCase} on a GPU and on the interpreter. */
final class AttentionRun {
    private final Gpu gpu;
    private final AttentionCase given;
    private final CacheType cache;
    private final Program program;
    private final RandomTensors weights;
    private final Pipelines pipelines;
    private final StepBuffer step;
    private final DeviceMemory memory;

    AttentionRun(Gpu gpu, AttentionCase given, CacheType cache) {
        this(gpu, given, cache, new KernelLibrary());
    }

    AttentionRun(Gpu gpu, AttentionCase given, CacheType cache, KernelSource kernels) {
        this(gpu, given, cache, kernels, given.program(), new F32());
    }

    /** @param format of matrices and of the tables that queries, keys and values come from */
    AttentionRun(
            Gpu gpu, AttentionCase given, CacheType cache, KernelSource kernels, Program program, WeightFormat format) {
        this.gpu = gpu;
        this.given = given;
        this.cache = cache;
        this.program = program;
        weights = new RandomTensors(program, format);
        pipelines = new Pipelines(gpu, kernels);
        int rows = given.batches().stream().mapToInt(Batch::rows).max().orElseThrow();
        step = new StepBuffer(gpu, new StepBuffer.Limits(rows, rows, given.sequences(), given.pages()));
        int pages = given.pages() * given.sequences();
        memory = new DeviceMemory(
                gpu,
                new WeightStore(gpu, pipelines, weights, given.context(), bytes -> {}),
                step,
                program,
                cache,
                pages,
                (given.context() + 1) * given.sequences());
    }

    /**
     * How steps attend.
     *
     * @param tileRows rows of the largest tile; 1 where rows are split
     * @param halfProducts whether the projection multiplies halves
     */
    record Way(AttentionSchedule attention, int tileRows, boolean halfProducts) implements Schedules {
        Way(AttentionSchedule attention, int tileRows) {
            this(attention, tileRows, false);
        }

        @Override
        public boolean fusesNorms(int tokens) {
            return false;
        }

        @Override
        public MatrixSchedule matrix(WeightMatrix matrix, int tokens) {
            return new MatrixSchedule.Vector(8, 3, 2).on(0, halfProducts);
        }

        @Override
        public Numbers numbers(int tokens) {
            return Numbers.HALVES;
        }

        @Override
        public int normThreads() {
            throw new UnsupportedOperationException("attention has no norms");
        }

        @Override
        public int drawThreads() {
            throw new UnsupportedOperationException("attention draws nothing");
        }

        @Override
        public AttentionSchedule attention(AttentionShape shape, CacheType cache, int tokens, boolean inParts) {
            return attention;
        }
    }

    /**
     * Compares every step; they go the ways in turn.
     *
     * @param tolerance of the largest number, or of 1
     */
    void check(List<Way> ways, float tolerance) {
        var interpreter = new CpuInterpreter(program, new CpuWeights(weights), given.pages() * given.sequences());
        List<Batch> batches = given.batches();
        for (int i = 0; i < batches.size(); i++) {
            float[] expected = interpreter.run(batches.get(i));
            float[] actual = run(batches.get(i), ways.get(i % ways.size()));
            float error = 0;
            float largest = 1;
            for (int j = 0; j < expected.length; j++) {
                largest = Math.max(largest, Math.abs(expected[j]));
                float difference = Math.abs(expected[j] - actual[j]);
                error = Float.isNaN(difference) ? Float.POSITIVE_INFINITY : Math.max(error, difference);
            }
            assertTrue(error <= tolerance * largest, "step " + i + ": largest error " + error + " of " + largest);
        }
    }

    private float[] run(Batch batch, Way way) {
        var options = new LoweringOptions(batch.rows(), way.tileRows(), given.pages(), 1 << 30, cache, way);
        var lowering = new Lowering(weights, options);
        List<Tile> tiles = Tile.of(batch, way.tileRows());
        var size = new StepSize(batch.rows(), batch.rows(), tiles.size(), Executable.pages(batch));
        var stages = lowering.lower(program);
        var y = lowering.place(program.logits()).area();
        var plan = new Plan(gpu, pipelines, memory, stages, Set.of(y), size);
        step.write(batch, tiles);
        int[] words =
                gpu.submitAndRead(plan.dispatches(size), List.of(plan.range(y))).await();
        plan.release(gpu);
        float[] floats = new float[batch.rows() * program.vocabulary()];
        for (int i = 0; i < floats.length; i++) {
            int row = i / program.vocabulary();
            floats[i] = Float.intBitsToFloat(words[row * y.stride() + i % program.vocabulary()]);
        }
        return floats;
    }
}

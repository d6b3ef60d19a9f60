package dev.samovar.webgpu.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.samovar.kernels.AttentionSplits;
import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.kernels.MatrixBlocksKernel.Block;
import dev.samovar.kernels.MatrixSubgroupKernel;
import dev.samovar.kernels.MatrixTilesKernel;
import dev.samovar.kernels.Numbers;
import dev.samovar.kernels.VectorRounds;
import dev.samovar.program.AttentionShape;
import dev.samovar.program.Batch;
import dev.samovar.program.Program;
import dev.samovar.quant.F16;
import dev.samovar.quant.F32;
import dev.samovar.quant.Q4_0;
import dev.samovar.quant.Q4_1;
import dev.samovar.quant.Q8_0;
import dev.samovar.quant.WeightFormat;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.lowering.AttentionSchedule;
import dev.samovar.webgpu.lowering.ContextLength;
import dev.samovar.webgpu.lowering.DerivedSchedules;
import dev.samovar.webgpu.lowering.MatrixSchedule;
import dev.samovar.webgpu.lowering.Schedules;
import dev.samovar.webgpu.lowering.WeightMatrix;
import dev.samovar.webgpu.playwright.SoftwareGpu;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a stage does on the GPU is what its operations mean on the CPU: rules, kernels, layouts, schedules. */
@ExtendWith(SoftwareGpu.class)
class StageTest {
    private static final float TOLERANCE = 1e-3f;

    /** The same schedule for every matrix, whatever its shape. */
    record Fixed(MatrixSchedule schedule, int normThreads, boolean fusesNorms, Numbers numbers) implements Schedules {
        Fixed(MatrixSchedule schedule, int normThreads) {
            this(schedule, normThreads, schedule.norms(), Numbers.FLOATS);
        }

        @Override
        public Numbers numbers(int tokens) {
            return numbers;
        }

        @Override
        public MatrixSchedule matrix(WeightMatrix matrix, int tokens) {
            return schedule;
        }

        @Override
        public boolean pairsRows() {
            return true;
        }

        @Override
        public int drawThreads() {
            return 64;
        }

        @Override
        public boolean fusesNorms(int tokens) {
            return fusesNorms;
        }

        @Override
        public AttentionSchedule attention(AttentionShape shape, CacheType cache, int tokens, boolean inParts) {
            return new AttentionSchedule.Workgroups(CacheType.chunks(shape.headDim()), AttentionSplits.NONE);
        }
    }

    @Test
    void everyRule(Gpu gpu) {
        var program = OddProgram.layer(30);
        var weights = new RandomTensors(program, new F32());
        var rules = new StageRun(gpu, program, weights, batch(7, 4), new SoftwareSchedules(false)).check(TOLERANCE);
        assertEquals(Set.of("QkvProjection", "GatedMlp", "Residual", "RopeAndAttention", "Direct"), rules);
    }

    /** Kernels see 8 rows of a matrix at most: the embedding table and the projections come in parts. */
    @Test
    void matricesBeyondTheBindingLimit(Gpu gpu) {
        var program = OddProgram.layer(30);
        var weights = new RandomTensors(program, new F32());
        long limit = 8 * 32 * 4;
        var rules =
                new StageRun(gpu, program, weights, batch(7, 4), new SoftwareSchedules(false), limit).check(TOLERANCE);
        assertEquals(Set.of("Direct"), rules);
    }

    @Test
    void everyOtherOperation(Gpu gpu) {
        check(
                gpu,
                OddProgram.others(),
                new F32(),
                batch(5, 6),
                new Fixed(schedules().findFirst().orElseThrow(), 16));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void normsInProjections(MatrixSchedule schedule, Gpu gpu) {
        var program = OddProgram.matrices(96);
        var weights = new RandomTensors(program, new F16());
        var rules = new StageRun(gpu, program, weights, batch(3, 2), new Fixed(schedule, 1)).check(TOLERANCE);
        assertEquals(schedule.norms(), rules.contains("NormedInput+QkvProjection"));
        assertEquals(schedule.norms(), rules.contains("NormedInput+GatedMlp"));
    }

    static Stream<Arguments> attentionsThatTurn() {
        Stream<MatrixSchedule> schedules =
                Stream.of(new MatrixSchedule.Vector(8, 3, 2), new MatrixSchedule.Blocks(Block.WIDE, 4));
        return schedules.flatMap(schedule -> Stream.of(CacheType.F32, CacheType.F16)
                .flatMap(cache -> Stream.of(8, 24).map(pairs -> Arguments.of(schedule, cache, pairs))));
    }

    /** By the projection's kernel or by one after it, of all of a head or of a part. */
    @ParameterizedTest
    @MethodSource
    void attentionsThatTurn(MatrixSchedule schedule, CacheType cache, int pairs, Gpu gpu) {
        var program = OddProgram.turning(3, pairs);
        var weights = new RandomTensors(program, new F16());
        var run = new StageRun(gpu, program, weights, batch(3, 2), new Fixed(schedule, 1), cache, new KernelLibrary());
        String norm = schedule.norms() ? "NormedInput+" : "";
        assertEquals(Set.of(norm + "ProjectedAttention", "Residual", "Direct"), run.check(2 * TOLERANCE));
    }

    /** Others' schedules, attending by subgroup matrices. */
    record ByMatrices(Schedules others) implements DerivedSchedules {
        @Override
        public List<Schedules> decodeVariants(ContextLength length) {
            return List.of(this);
        }

        @Override
        public AttentionSchedule attention(AttentionShape shape, CacheType cache, int tokens, boolean inParts) {
            return new AttentionSchedule.Matrices();
        }
    }

    /** What attention leaves for the projection after it, in floats or halves. */
    @ParameterizedTest
    @EnumSource(Numbers.class)
    void attentionByEmulatedMatrices(Numbers numbers, Gpu gpu) {
        var program = OddProgram.turning(3, 24);
        var weights = new RandomTensors(program, new F16());
        var schedules = new ByMatrices(new Fixed(new MatrixSchedule.Vector(8, 3, 2), 1, true, numbers));
        new StageRun(gpu, program, weights, batch(3, 2), schedules, CacheType.F16, new EmulatedMatrices()).check(8e-3f);
    }

    /** Multiplied in floats: half-float arithmetic is not for every adapter. */
    static Stream<Arguments> activationsInHalves() {
        return Stream.of(new F16(), new Q4_0(), new Q4_1(), new Q8_0())
                .flatMap(format -> Stream.of(true, false).map(fused -> Arguments.of(format, fused)));
    }

    @ParameterizedTest
    @MethodSource
    void activationsInHalves(WeightFormat format, boolean fusesNorms, Gpu gpu) {
        var program = OddProgram.layer(96);
        var vector = new MatrixSchedule.Vector(8, 3, 2).on(0, false);
        var schedules = new Fixed(vector, 4, fusesNorms, Numbers.HALVES);
        var run = new StageRun(gpu, program, new RandomTensors(program, format), batch(3, 2), schedules);
        assertEquals(fusesNorms, run.check(TOLERANCE).contains("NormedInput+GatedMlp"));
    }

    /** Lanes of the software adapter's subgroups. */
    private static final int TEAM = 4;

    static Stream<MatrixSchedule> schedules() {
        Stream<MatrixSchedule> blocks = Arrays.stream(Block.values()).map(block -> new MatrixSchedule.Blocks(block, 4));
        Stream<MatrixSchedule> vectors = VectorRounds.ALL.stream()
                .map(rounds -> new MatrixSchedule.Vector(8, 3, rounds, rounds.writtenOut() ? TEAM : 0, false));
        return Stream.concat(blocks, vectors);
    }

    static Stream<Arguments> layoutsAndSchedules() {
        return Stream.of(new F32(), new F16(), new Q4_0(), new Q4_1(), new Q8_0())
                .flatMap(format -> schedules().map(schedule -> Arguments.of(format, schedule)));
    }

    @ParameterizedTest
    @MethodSource("layoutsAndSchedules")
    void everyScheduleOfEveryLayout(WeightFormat format, MatrixSchedule schedule, Gpu gpu) {
        check(gpu, OddProgram.matrices(columns(format)), format, batch(7, 4), new Fixed(schedule, 1));
    }

    /** Tokens and rows beyond a block, so that its last one is cut on both sides. */
    @ParameterizedTest
    @MethodSource("tiles")
    void blocksThroughWorkgroupMemory(WeightFormat format, MatrixTilesKernel.Block block, Gpu gpu) {
        var batch = batch(64, 64, 7);
        var schedule = new MatrixSchedule.Tiles(block, 135);
        check(gpu, OddProgram.matrices(160), format, batch, new Fixed(schedule, 1));
    }

    static Stream<Arguments> tiles() {
        return Stream.of(new F16(), new Q4_0(), new Q4_1(), new Q8_0())
                .flatMap(format ->
                        Arrays.stream(MatrixTilesKernel.Block.values()).map(block -> Arguments.of(format, block)));
    }

    static Stream<Arguments> subgroupMatrices() {
        return Arrays.stream(MatrixSubgroupKernel.Block.values())
                .filter(block -> block.memory() <= 32 << 10) // what software adapters have
                .flatMap(block -> Arrays.stream(Numbers.values()).map(numbers -> Arguments.of(block, numbers)));
    }

    /** Tokens, rows and columns beyond a block. */
    @ParameterizedTest
    @MethodSource
    void subgroupMatrices(MatrixSubgroupKernel.Block block, Numbers numbers, Gpu gpu) {
        var program = OddProgram.matrices(160);
        var weights = new RandomTensors(program, new F16());
        var schedules = new Fixed(new MatrixSchedule.SubgroupMatrices(block, 135), 1, false, numbers);
        new StageRun(gpu, program, weights, batch(64, 64, 7), schedules, CacheType.F32, new EmulatedMatrices())
                .check(2 * TOLERANCE);
    }

    private static void check(Gpu gpu, Program program, WeightFormat format, Batch batch, Schedules schedules) {
        new StageRun(gpu, program, new RandomTensors(program, format), batch, schedules).check(TOLERANCE);
    }

    /** Whole blocks, an odd number of them. */
    private static int columns(WeightFormat format) {
        return format.blockElements() == 1 ? 30 : 3 * format.blockElements();
    }

    /** Sequences of these lengths from their beginning. */
    static Batch batch(int... lengths) {
        int last = lengths.length - 1;
        int[] sequences = IntStream.rangeClosed(0, last)
                .flatMap(s -> IntStream.generate(() -> s).limit(lengths[s]))
                .toArray();
        return new Batch(
                IntStream.range(0, sequences.length).map(t -> t * 7 % 19).toArray(),
                Arrays.stream(lengths)
                        .flatMap(length -> IntStream.range(0, length))
                        .toArray(),
                sequences,
                IntStream.rangeClosed(0, last)
                        .mapToObj(s -> new int[] {2 * last + 1 - s, s})
                        .toList(),
                new int[] {1, sequences.length - 1});
    }
}

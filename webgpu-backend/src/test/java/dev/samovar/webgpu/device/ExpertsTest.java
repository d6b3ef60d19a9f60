package dev.samovar.webgpu.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.kernels.MatrixBlocksKernel.Block;
import dev.samovar.program.ActivationKind;
import dev.samovar.program.Batch;
import dev.samovar.program.Expert;
import dev.samovar.program.Program;
import dev.samovar.program.Recorder;
import dev.samovar.program.Value;
import dev.samovar.quant.F16;
import dev.samovar.quant.F32;
import dev.samovar.quant.Q4_0;
import dev.samovar.quant.Q4_1;
import dev.samovar.quant.Q8_0;
import dev.samovar.quant.WeightFormat;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.lowering.MatrixSchedule;
import dev.samovar.webgpu.playwright.SoftwareGpu;
import dev.samovar.weights.ModelFormatException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mixtures of experts on the GPU against the interpreter: layouts, schedules, sizes that fill no tile or block. */
@ExtendWith(SoftwareGpu.class)
class ExpertsTest {
    private static final float TOLERANCE = 1e-3f;
    private static final int EXPERTS = 5;

    private static final MatrixSchedule SINGLE = new MatrixSchedule.Blocks(Block.TALL, 4);
    private static final MatrixSchedule WIDE = new MatrixSchedule.Blocks(Block.WIDE, 4);
    private static final MatrixSchedule VECTOR = new MatrixSchedule.Vector(8, 3, 1);

    /** Two mixtures, one added to its input, one not. */
    private static Program mixtures(int hidden, int width) {
        var model = new Recorder();
        Value x = model.embed("embed", 19, hidden);
        Value router = model.linear(x, "router", EXPERTS);
        Value first = model.experts(x, router, experts(model.in("first"), hidden, width), ActivationKind.SILU, 3, true);
        Value sum = model.add(x, first);
        Value second =
                model.experts(sum, router, experts(model.in("second"), hidden, width), ActivationKind.GELU, 2, false);
        return model.program(model.linear(model.logitRows(second), "head", 7), 64);
    }

    private static List<Expert> experts(Recorder model, int hidden, int width) {
        return IntStream.range(0, EXPERTS)
                .mapToObj(e -> new Expert(
                        model.matrix(e + ".gate", width, hidden),
                        model.matrix(e + ".up", width, hidden),
                        model.matrix(e + ".down", hidden, width)))
                .toList();
    }

    static Stream<MatrixSchedule> schedules() {
        return Stream.of(SINGLE, WIDE, VECTOR);
    }

    /** Every layout by both kinds of kernel, which share its decoding among their blocks. */
    static Stream<Arguments> layoutsAndSchedules() {
        return Stream.of(
                Arguments.of(new F32(), WIDE),
                Arguments.of(new F32(), VECTOR),
                Arguments.of(new F16(), WIDE),
                Arguments.of(new F16(), VECTOR),
                Arguments.of(new Q4_0(), WIDE),
                Arguments.of(new Q4_0(), VECTOR),
                Arguments.of(new Q4_1(), SINGLE),
                Arguments.of(new Q4_1(), VECTOR),
                Arguments.of(new Q8_0(), SINGLE),
                Arguments.of(new Q8_0(), VECTOR));
    }

    @ParameterizedTest
    @MethodSource("layoutsAndSchedules")
    void everyLayout(WeightFormat format, MatrixSchedule schedule, Gpu gpu) {
        boolean blocks = format.blockElements() > 1;
        var program = mixtures(blocks ? 96 : 30, blocks ? 32 : 7);
        var rules = run(gpu, program, format, schedule, 1 << 20).check(TOLERANCE);
        assertTrue(rules.contains("ExpertsResidual"), rules.toString());
    }

    /** Limits that split gates and ups alone, or everything: an expert's take 6144 bytes, its down takes 4096. */
    @ParameterizedTest
    @MethodSource("schedules")
    void expertsThatAreTooManyForOneBinding(MatrixSchedule schedule, Gpu gpu) {
        for (int limit : new int[] {5 * 4096, 6200}) {
            assertEquals(
                    Set.of("Direct", "ExpertsResidual"),
                    run(gpu, mixtures(30, 23), new F32(), schedule, limit).check(TOLERANCE));
        }
    }

    @Test
    void anExpertTooLargeForABinding(Gpu gpu) {
        var run = run(gpu, mixtures(30, 7), new F32(), SINGLE, 2000);
        var refused = assertThrows(ModelFormatException.class, () -> run.check(TOLERANCE));
        assertTrue(String.valueOf(refused.getMessage()).contains("first.0.gate.weight takes 2048 bytes"));
    }

    private static StageRun run(Gpu gpu, Program program, WeightFormat format, MatrixSchedule schedule, long limit) {
        return new StageRun(
                gpu, program, new RandomTensors(program, format), batch(11), new StageTest.Fixed(schedule, 1), limit);
    }

    /** One sequence from its beginning; tokens that repeat choose the same experts. */
    private static Batch batch(int rows) {
        return new Batch(
                IntStream.range(0, rows).map(t -> t * 7 % 5).toArray(),
                IntStream.range(0, rows).toArray(),
                new int[rows],
                List.of(new int[] {1, 0}),
                new int[] {0, rows - 1});
    }
}

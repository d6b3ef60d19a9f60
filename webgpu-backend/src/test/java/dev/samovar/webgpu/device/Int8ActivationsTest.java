package dev.samovar.webgpu.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.engine.DeviceOptions;
import dev.samovar.engine.StepResult;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.kernels.MatrixInt8Kernel.Block;
import dev.samovar.kernels.QuantizeKernel;
import dev.samovar.model.Architectures;
import dev.samovar.model.Golden;
import dev.samovar.program.ActivationKind;
import dev.samovar.program.Matrix;
import dev.samovar.program.Program;
import dev.samovar.program.Recorder;
import dev.samovar.program.Value;
import dev.samovar.quant.F32;
import dev.samovar.quant.GpuLayout;
import dev.samovar.quant.Q4_0;
import dev.samovar.quant.Q4_1;
import dev.samovar.quant.Q8_0;
import dev.samovar.quant.Quantization;
import dev.samovar.quant.WeightFormat;
import dev.samovar.webgpu.Dispatch;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.lowering.MatrixSchedule;
import dev.samovar.webgpu.lowering.WeightMatrix;
import dev.samovar.webgpu.playwright.SoftwareGpu;
import dev.samovar.weights.MemorySource;
import dev.samovar.weights.QuantizedWeights;
import dev.samovar.weights.RowOrder;
import dev.samovar.weights.Tensor;
import dev.samovar.weights.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Activations in eight bits: how they are rounded, and that what follows is exact. */
@ExtendWith(SoftwareGpu.class)
class Int8ActivationsTest {
    private static final int VOCABULARY = 19;
    private static final int HIDDEN = 160;

    /** Weights whose activations, rows of the embedding table, eight bits hold exactly. */
    private record ExactTable(Weights others, Tensor table) implements Weights {
        @Override
        public Optional<Tensor> find(String name) {
            return name.equals("embed.weight") ? Optional.of(table) : others.find(name);
        }

        @Override
        public String description() {
            return others.description();
        }
    }

    static Stream<Arguments> formatsAndBlocks() {
        return Stream.of(
                Arguments.of(new Q4_0(), Block.SMALL),
                Arguments.of(new Q4_0(), Block.WIDE),
                Arguments.of(new Q4_1(), Block.SMALL),
                Arguments.of(new Q8_0(), Block.SMALL));
    }

    /** Tokens, rows and columns beyond a block, each epilogue; the interpreter multiplies floats. */
    @ParameterizedTest
    @MethodSource("formatsAndBlocks")
    void multipliesExactly(WeightFormat format, Block block, Gpu gpu) {
        var program = program();
        var weights = new ExactTable(new RandomTensors(program, format), table());
        var schedules = new StageTest.Fixed(new MatrixSchedule.Int8(block, 135), 1);
        new StageRun(gpu, program, weights, StageTest.batch(64, 64, 7), schedules).check(1e-5f);
    }

    private static Program program() {
        var model = new Recorder();
        Value x = model.embed("embed", VOCABULARY, HIDDEN);
        Value gate = model.activation(model.linearWithBias(x, "gate", 71), ActivationKind.SILU);
        model.multiply(gate, model.linear(x, "up", 71));
        model.linear(x, "odd", 7);
        model.add(x, model.linearWithBias(x, "square", HIDDEN));
        return model.program(model.linear(model.logitRows(x), "head", VOCABULARY), 64);
    }

    /** Codes times a power of two, the largest of each 32 being 127. */
    private static Tensor table() {
        var random = new Random(3);
        var bytes = ByteBuffer.allocate(4 * VOCABULARY * HIDDEN).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < VOCABULARY * HIDDEN; i++) {
            int code = i % 32 == i / 32 % 32 ? 127 : random.nextInt(-127, 128);
            bytes.putFloat(code * (i / 32 % 2 == 0 ? 0x1p-7f : 0x1p-8f));
        }
        var source = new MemorySource("table", bytes.array());
        return new Tensor("embed.weight", new F32(), List.of(VOCABULARY, HIDDEN), source, 0, new RowOrder.Plain());
    }

    /** Two tokens of three groups behind an offset; zeros, tiny and huge numbers among them. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void roundsToTheNearestCode(boolean nibbles, Gpu gpu) {
        int groups = 3;
        int stride = 4 + groups * 32;
        var random = new Random(4);
        float[] x = new float[2 * stride];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float)
                    (random.nextGaussian() * List.of(1.0, 0.0, 1e-20, 1e20).get(i / 32 % 4));
        }
        int[] records = quantize(gpu, x, stride, groups, nibbles);
        List<Integer> order = nibbles ? List.of(0, 4, 1, 5, 2, 6, 3, 7) : List.of(0, 1, 2, 3, 4, 5, 6, 7);
        for (int group = 0; group < 2 * groups; group++) {
            int from = group / groups * stride + 4 + group % groups * 32;
            int record = group * QuantizeKernel.RECORD;
            float largest = 0;
            for (int i = 0; i < 32; i++) {
                largest = Math.max(largest, Math.abs(x[from + i]));
            }
            float scale = Float.intBitsToFloat(records[record + 8]);
            assertEquals(largest / 127, scale, 1e-6 * largest + 1e-31, "scale of group " + group);
            int sum = 0;
            for (int i = 0; i < 32; i++) {
                int code = (byte) (records[record + i / 4] >> 8 * (i % 4));
                float value = x[from + i / 8 * 8 + order.get(i % 8)];
                assertEquals(
                        largest == 0 ? 0 : value / largest * 127, code, 0.5001, "code " + i + " of group " + group);
                sum += code;
            }
            assertEquals(scale * sum, Float.intBitsToFloat(records[record + 9]), 1e-6 * largest);
        }
    }

    private static int[] quantize(Gpu gpu, float[] x, int stride, int groups, boolean nibbles) {
        var in = gpu.buffer("x", 4L * x.length);
        gpu.write(
                in,
                0,
                IntStream.range(0, x.length)
                        .map(i -> Float.floatToRawIntBits(x[i]))
                        .toArray());
        var out = gpu.buffer("y", 4L * 2 * groups * QuantizeKernel.RECORD);
        var pipeline = gpu.pipeline(
                new KernelLibrary().kernel(QuantizeKernel.NAME),
                Map.of(
                        "GROUPS",
                        (double) groups,
                        "X_STRIDE",
                        stride / 4.0,
                        "X_OFFSET",
                        1.0,
                        "Y_STRIDE",
                        groups * QuantizeKernel.RECORD / 4.0,
                        "NIBBLES",
                        nibbles ? 1.0 : 0.0));
        var bound = gpu.bind(pipeline, List.of(in.whole(), out.whole()));
        return gpu.submitAndRead(List.of(new Dispatch(pipeline, bound, 1, 2, 1)), List.of(out.whole()))
                .await();
    }

    /** The root-mean-square error of logits, relative to their spread; weights are the same with and without. */
    @ParameterizedTest
    @CsvSource({"llama3, Q4", "qwen2, Q4", "gemma3, Q8"})
    void modelsStayClose(String family, Quantization quantization, Gpu gpu) {
        Golden golden = Golden.read(family);
        var program = Architectures.of(golden.checkpoint().config()).record();
        Weights weights = new QuantizedWeights(program, golden.checkpoint().weights(), quantization);
        Settings floats = Settings.of(gpu.adapter());
        var expected = feed(gpu, floats, program, weights, golden.inputIds());
        var actual = feed(gpu, floats.withInt8Activations(gpu.adapter()), program, weights, golden.inputIds());
        double errors = 0;
        double squares = 0;
        for (int t = 0; t < expected.size(); t++) {
            for (int i = 0; i < expected.get(t).logits().length; i++) {
                errors += Math.pow(actual.get(t).logits()[i] - expected.get(t).logits()[i], 2);
                squares += Math.pow(expected.get(t).logits()[i], 2);
            }
        }
        double error = Math.sqrt(errors / squares);
        assertTrue(error > 1e-4 && error < 0.04, family + ": error " + error);
    }

    private static List<StepResult.Drawn> feed(
            Gpu gpu, Settings settings, Program program, Weights weights, int[] tokens) {
        var device = new WebGpuDevice(gpu, new KernelLibrary(), settings);
        var loaded = device.load(program, weights, new DeviceOptions(64, 1), (done, total, stage) -> {});
        return new DeviceRun(device, loaded.pages()).feed(true, tokens);
    }

    @Test
    void floatsRemainWhereEightBitsDoNotFit() {
        var others = new SoftwareSchedules(false);
        var schedules = new Int8Schedules(others);
        assertTrue(schedules.matrix(matrix(GpuLayout.Q4, 32, 64), 5).readsInt8());
        for (WeightMatrix matrix : List.of(
                matrix(GpuLayout.F16, 32, 64),
                matrix(GpuLayout.F32, 32, 64),
                matrix(GpuLayout.Q8, 16, 64),
                matrix(GpuLayout.Q4, 32, 48))) {
            assertEquals(others.candidates(matrix, 5), schedules.candidates(matrix, 5));
        }
        assertEquals(
                others.candidates(matrix(GpuLayout.Q4, 32, 64), 1),
                schedules.candidates(matrix(GpuLayout.Q4, 32, 64), 1));
    }

    private static WeightMatrix matrix(GpuLayout layout, int group, int columns) {
        return new WeightMatrix(
                List.of(new Matrix("w", 8, columns, 0, false)), WeightMatrix.Order.CONCATENATED, layout, group);
    }
}

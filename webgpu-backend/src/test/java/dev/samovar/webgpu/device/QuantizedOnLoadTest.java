package dev.samovar.webgpu.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.engine.CpuDevice;
import dev.samovar.engine.Device;
import dev.samovar.engine.DeviceOptions;
import dev.samovar.engine.StepResult;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.model.Architectures;
import dev.samovar.model.Golden;
import dev.samovar.program.Matrix;
import dev.samovar.program.Program;
import dev.samovar.program.Recorder;
import dev.samovar.quant.F32;
import dev.samovar.quant.Quantization;
import dev.samovar.quant.QuantizedOnLoad;
import dev.samovar.quant.WeightFormat;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.playwright.SoftwareGpu;
import dev.samovar.weights.CpuWeights;
import dev.samovar.weights.MemorySource;
import dev.samovar.weights.NamedWeights;
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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the GPU quantises as it loads: the very values that the interpreter rounds to, however the matrix lies. */
@ExtendWith(SoftwareGpu.class)
class QuantizedOnLoadTest {
    private static final int ROWS = 48;
    private static final int COLUMNS = 128;

    static List<WeightFormat> formats() {
        return QuantizedOnLoad.all();
    }

    /** An embedding gives out the table's rows as they are. */
    @ParameterizedTest
    @MethodSource("formats")
    void rowsAreThoseOfTheInterpreter(QuantizedOnLoad format, Gpu gpu) {
        var model = new Recorder();
        Program program = model.program(model.logitRows(model.embed("table", ROWS, COLUMNS)), 64);
        Weights weights = new NamedWeights("random", Map.of("table.weight", tensor(format, ROWS, COLUMNS)));
        float[][] rows = run(gpu, program, weights, ROWS);
        var expected = new CpuWeights(weights);
        for (int r = 0; r < ROWS; r++) {
            assertSame(expected.row(model.matrix("table", ROWS, COLUMNS), r), rows[r], format.name() + " row " + r);
        }
    }

    /** A unit vector takes a column out of a matrix. */
    @ParameterizedTest
    @MethodSource("formats")
    void transposedMatricesAreQuantisedAlongTheirColumns(QuantizedOnLoad format, Gpu gpu) {
        var model = new Recorder();
        var x = model.logitRows(model.embed("units", COLUMNS, COLUMNS));
        var matrix = new Matrix("conv.weight", ROWS, COLUMNS, 0, true);
        Program program = model.program(model.linear(x, matrix, Optional.empty()), COLUMNS);
        byte[] units = new byte[4 * COLUMNS * COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            ByteBuffer.wrap(units).order(ByteOrder.LITTLE_ENDIAN).putFloat(4 * i * (COLUMNS + 1), 1);
        }
        Weights weights = new NamedWeights(
                "random",
                Map.of(
                        "units.weight", tensor(new F32(), COLUMNS, COLUMNS, units),
                        "conv.weight", tensor(format, COLUMNS, ROWS)));
        float[][] columns = run(gpu, program, weights, COLUMNS);
        float[] expected = new CpuWeights(weights).matrix(matrix);
        for (int c = 0; c < COLUMNS; c++) {
            int column = c;
            float[] wanted = new float[ROWS];
            IntStream.range(0, ROWS).forEach(r -> wanted[r] = expected[r * COLUMNS + column]);
            assertSame(wanted, columns[c], format.name() + " column " + c);
        }
    }

    @ParameterizedTest
    @CsvSource({"llama3, Q4", "gemma3, Q8", "gpt2, Q4", "mixtral, Q8"})
    void modelsGiveTheInterpretersLogits(String family, Quantization quantization, Gpu gpu) {
        Golden golden = Golden.read(family);
        Program program = Architectures.of(golden.checkpoint().config()).record();
        Weights weights = new QuantizedWeights(program, golden.checkpoint().weights(), quantization);
        var expected = feed(new CpuDevice(64, 1), program, weights, golden.inputIds());
        var actual = feed(device(gpu), program, weights, golden.inputIds());
        for (int t = 0; t < golden.inputIds().length; t++) {
            float[] logits = expected.get(t).logits();
            float largest = 0;
            float error = 0;
            for (int i = 0; i < logits.length; i++) {
                largest = Math.max(largest, Math.abs(logits[i]));
                error = Math.max(error, Math.abs(logits[i] - actual.get(t).logits()[i]));
            }
            assertTrue(error <= 1e-3f * largest, family + " position " + t + ": error " + error + " of " + largest);
        }
    }

    private static List<StepResult.Drawn> feed(Device device, Program program, Weights weights, int[] tokens) {
        var loaded = device.load(program, weights, new DeviceOptions(64, 1), (done, total, stage) -> {});
        return new DeviceRun(device, loaded.pages()).feed(true, tokens);
    }

    private static Device device(Gpu gpu) {
        return new WebGpuDevice(gpu, new KernelLibrary(), Settings.of(gpu.adapter()));
    }

    private static float[][] run(Gpu gpu, Program program, Weights weights, int tokens) {
        Device device = device(gpu);
        var loaded = device.load(program, weights, new DeviceOptions(tokens, 1), (done, total, stage) -> {});
        var run = new DeviceRun(device, loaded.pages());
        return IntStream.range(0, tokens)
                .mapToObj(t -> run.feed(true, t).get(0).logits())
                .toArray(float[][]::new);
    }

    private static void assertSame(float[] expected, float[] actual, String where) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i] + 0f, actual[i] + 0f, where + " at " + i); // a zero's sign does not matter
        }
    }

    private static Tensor tensor(QuantizedOnLoad format, int rows, int columns) {
        return tensor(format, rows, columns, values(format.stored(), rows * columns));
    }

    private static Tensor tensor(WeightFormat format, int rows, int columns, byte[] bytes) {
        return new Tensor(
                "random", format, List.of(rows, columns), new MemorySource("random", bytes), 0, new RowOrder.Plain());
    }

    /** Of all sizes, zeros among them, some just between two codes. */
    private static byte[] values(WeightFormat format, int count) {
        var random = new Random(5);
        ByteBuffer out = ByteBuffer.allocate(count * format.blockBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            double size = Math.pow(10, i / 64 % 9 - 5);
            double value = (i / 32 % 3 == 0 ? random.nextInt(-16, 17) * 0.5 : random.nextGaussian()) * size;
            switch (format.name()) {
                case "F32" -> out.putFloat((float) value);
                case "F16" -> out.putShort(Float.floatToFloat16((float) value));
                default -> out.putShort((short) (Float.floatToRawIntBits((float) value) >>> 16));
            }
        }
        return out.array();
    }
}

package dev.samovar.webgpu.device;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.engine.CpuDevice;
import dev.samovar.engine.Device;
import dev.samovar.engine.DeviceOptions;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.program.Program;
import dev.samovar.program.Recorder;
import dev.samovar.quant.F32;
import dev.samovar.quant.WeightFormat;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.playwright.SoftwareGpu;
import dev.samovar.weights.MemorySource;
import dev.samovar.weights.NamedWeights;
import dev.samovar.weights.RowOrder;
import dev.samovar.weights.Tensor;
import dev.samovar.weights.Weights;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every format of files, repacked on the GPU, against its decoding in Java. */
@ExtendWith(SoftwareGpu.class)
class FormatDeviceTest {
    private static final int HIDDEN = 512; // two of the largest blocks
    private static final int OUTPUTS = 10; // no multiple of a tile
    private static final int TOKENS = 6;

    /** Scales are halves on the GPU; formats of five bits with a minimum are rounded anew to eight. */
    private static final float TOLERANCE = 6e-3f;

    @ParameterizedTest
    @MethodSource("dev.samovar.quant.WeightFormats#all")
    void multipliesAsTheInterpreterDoes(WeightFormat format, Gpu gpu) {
        var model = new Recorder();
        var x = model.logitRows(model.embed("embed", TOKENS, HIDDEN));
        Program program = model.program(model.linear(x, "head", OUTPUTS), 32);
        Weights weights = weights(format);

        float[] expected = logits(new CpuDevice(64, 1), program, weights);
        float[] actual =
                logits(new WebGpuDevice(gpu, new KernelLibrary(), Settings.of(gpu.adapter())), program, weights);
        float largest = 0;
        float error = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            error = Math.max(error, Math.abs(expected[i] - actual[i]));
        }
        assertTrue(error <= TOLERANCE * largest, format.name() + ": largest error " + error + " of " + largest);
    }

    private static float[] logits(Device device, Program program, Weights weights) {
        var loaded = device.load(program, weights, new DeviceOptions(32, 1), (done, total, stage) -> {});
        float[] out = new float[TOKENS * OUTPUTS];
        var run = new DeviceRun(device, loaded.pages());
        for (int t = 0; t < TOKENS; t++) {
            System.arraycopy(run.feed(true, t).get(0).logits(), 0, out, t * OUTPUTS, OUTPUTS);
        }
        return out;
    }

    private static Weights weights(WeightFormat format) {
        var random = new Random(format.name().hashCode());
        byte[] embed = new byte[4 * TOKENS * HIDDEN];
        for (int i = 0; i < embed.length; i += 4) {
            putFloat(embed, i, (float) random.nextGaussian());
        }
        return new NamedWeights(
                "random",
                Map.of(
                        "embed.weight", tensor("embed.weight", new F32(), TOKENS, embed),
                        "head.weight", tensor("head.weight", format, OUTPUTS, blocks(format, random))));
    }

    /** Random bits, but floats and scales of the sizes that models have. */
    private static byte[] blocks(WeightFormat format, Random random) {
        byte[] bytes = new byte[(int) format.bytes((long) OUTPUTS * HIDDEN)];
        random.nextBytes(bytes);
        for (int block = 0; block < bytes.length; block += format.blockBytes()) {
            if (format.name().equals("F32")) {
                putFloat(bytes, block, (float) random.nextGaussian());
            } else if (format.name().equals("BF16")) {
                putHalf(bytes, block, Float.floatToRawIntBits((float) random.nextGaussian()) >>> 16);
            } else if (format.name().startsWith("MLC")) {
                putFloat(bytes, block, Float.float16ToFloat(Float.floatToFloat16(0.01f + random.nextFloat() / 10)));
            } else {
                for (int at : halves(format)) {
                    putHalf(bytes, block + at, Float.floatToFloat16(0.01f + random.nextFloat() / 10));
                }
            }
        }
        return bytes;
    }

    /** Where halves lie in a block. */
    private static List<Integer> halves(WeightFormat format) {
        return switch (format.name()) {
            case "Q4_1", "Q5_1", "Q4_K", "Q5_K" -> List.of(0, 2);
            case "Q2_K" -> List.of(80, 82);
            case "Q3_K" -> List.of(108);
            case "Q6_K" -> List.of(208);
            default -> List.of(0);
        };
    }

    private static void putFloat(byte[] bytes, int at, float value) {
        int bits = Float.floatToRawIntBits(value);
        putHalf(bytes, at, bits);
        putHalf(bytes, at + 2, bits >>> 16);
    }

    private static void putHalf(byte[] bytes, int at, int bits) {
        bytes[at] = (byte) bits;
        bytes[at + 1] = (byte) (bits >> 8);
    }

    private static Tensor tensor(String name, WeightFormat format, int rows, byte[] bytes) {
        var source = new MemorySource(name, bytes);
        return new Tensor(name, format, List.of(rows, HIDDEN), source, 0, new RowOrder.Plain());
    }
}

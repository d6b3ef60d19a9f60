package dev.samovar.webgpu.device;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.engine.CpuDevice;
import dev.samovar.engine.Device;
import dev.samovar.engine.DeviceOptions;
import dev.samovar.engine.StepResult;
import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.model.Architectures;
import dev.samovar.model.Golden;
import dev.samovar.program.AttentionShape;
import dev.samovar.program.Program;
import dev.samovar.quant.Quantization;
import dev.samovar.quant.WeightFormat;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.playwright.HalfFloatGpu;
import dev.samovar.weights.QuantizedWeights;
import dev.samovar.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What GPUs with half-float arithmetic are given, against the interpreter. */
@ExtendWith(HalfFloatGpu.class)
class HalfFloatDeviceTest {

    /**
     * Prefill and decode, the cache in halves; the root-mean-square error of logits relative to their spread. Not for
     * mixtures of many experts, where rounding chooses other ones.
     */
    @ParameterizedTest
    @CsvSource({"llama3, Q4", "qwen2, Q8", "gemma3, Q4", "mixtral, Q8"})
    void modelsMatchTheInterpreter(String family, Quantization quantization, Gpu gpu) {
        Golden golden = Golden.read(family);
        Program program = Architectures.of(golden.checkpoint().config()).record();
        Weights weights = new QuantizedWeights(program, golden.checkpoint().weights(), quantization);
        var settings = Settings.gpu(gpu.adapter(), CacheType.F16);
        var actual = feed(new WebGpuDevice(gpu, new KernelLibrary(), settings), program, weights, golden);
        var expected = feed(new CpuDevice(64, 1), program, weights, golden);
        double errors = 0;
        double squares = 0;
        for (int t = 0; t < expected.size(); t++) {
            float[] logits = expected.get(t).logits();
            for (int i = 0; i < logits.length; i++) {
                errors += Math.pow(actual.get(t).logits()[i] - logits[i], 2);
                squares += Math.pow(logits[i], 2);
            }
        }
        double error = Math.sqrt(errors / squares);
        assertTrue(error < 0.01, family + ": error " + error);
    }

    /** Keys, values, parts and products in halves. */
    @ParameterizedTest
    @MethodSource("dev.samovar.webgpu.device.AttentionPartsTest#cases")
    void projectionsAddUpParts(AttentionShape shape, WeightFormat format, Gpu gpu) {
        AttentionPartsTest.check(shape, format, gpu, CacheType.F16, true, 1e-2f);
    }

    /** Some tokens together, the others one by one. */
    private static List<StepResult.Drawn> feed(Device device, Program program, Weights weights, Golden golden) {
        var loaded = device.load(program, weights, new DeviceOptions(64, 1), (done, total, stage) -> {});
        var run = new DeviceRun(device, loaded.pages());
        int together = golden.inputIds().length - 8;
        List<StepResult.Drawn> drawn = new ArrayList<>(run.feed(true, Arrays.copyOf(golden.inputIds(), together)));
        for (int t = together; t < golden.inputIds().length; t++) {
            drawn.addAll(run.feed(true, golden.inputIds()[t]));
        }
        return drawn;
    }
}

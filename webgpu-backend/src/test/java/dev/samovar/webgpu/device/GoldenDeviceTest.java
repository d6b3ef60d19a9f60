package dev.samovar.webgpu.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.engine.Device;
import dev.samovar.engine.DeviceOptions;
import dev.samovar.engine.StepResult;
import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.model.Architectures;
import dev.samovar.model.Golden;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.playwright.SoftwareGpu;
import dev.samovar.webgpu.tuning.ScheduleNotes;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole models on the GPU against transformers. */
@ExtendWith(SoftwareGpu.class)
class GoldenDeviceTest {
    private static final float TOLERANCE = 1e-3f;

    @ParameterizedTest
    @MethodSource("dev.samovar.model.Golden#families")
    void matchesTransformers(String family, Gpu gpu) {
        check(family, gpu, Settings.of(gpu.adapter()));
    }

    /** The schedules that GPUs get run on software adapters too, only slowly. */
    @ParameterizedTest
    @ValueSource(strings = {"llama2", "llama3", "qwen2", "gemma2", "mixtral", "qwen3_moe"})
    void matchesWithGpuSchedules(String family, Gpu gpu) {
        check(family, gpu, Settings.gpu(gpu.adapter(), CacheType.F32));
    }

    /** Whatever is measured to be fastest computes the same. */
    @ParameterizedTest
    @ValueSource(strings = {"llama3", "gpt2", "mixtral"})
    void matchesWithMeasuredSchedules(String family, Gpu gpu) {
        var settings = Settings.of(gpu.adapter());
        check(family, new WebGpuDevice(gpu, new KernelLibrary(), settings, ScheduleNotes.none()));
    }

    private static void check(String family, Gpu gpu, Settings settings) {
        check(family, new WebGpuDevice(gpu, new KernelLibrary(), settings));
    }

    private static void check(String family, Device device) {
        Golden golden = Golden.read(family);
        var program = Architectures.of(golden.checkpoint().config()).record();
        var loaded = device.load(
                program, golden.checkpoint().weights(), new DeviceOptions(64, 1), (done, total, stage) -> {});
        var run = new DeviceRun(device, loaded.pages());

        int split = 33; // a chunk of prefill after another
        List<StepResult.Drawn> first = run.feed(true, Arrays.copyOfRange(golden.inputIds(), 0, split));
        List<StepResult.Drawn> second =
                run.feed(true, Arrays.copyOfRange(golden.inputIds(), split, golden.inputIds().length));
        for (int t = 0; t < golden.inputIds().length; t++) {
            var drawn = t < split ? first.get(t) : second.get(t - split);
            assertClose(golden.logits()[t], drawn.logits(), family + " position " + t);
        }

        int[] greedy = new int[golden.greedy().length];
        int next = second.get(second.size() - 1).token();
        for (int i = 0; i < greedy.length; i++) {
            greedy[i] = next;
            next = run.feed(false, next).get(0).token();
        }
        assertArrayEquals(golden.greedy(), greedy);
    }

    private static void assertClose(float[] expected, float[] actual, String where) {
        float largest = 0;
        float error = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            error = Math.max(error, Math.abs(expected[i] - actual[i]));
        }
        assertTrue(error <= TOLERANCE * largest, where + ": largest error " + error + " of " + largest);
    }
}

package dev.samovar.webgpu.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.engine.DeviceOptions;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.model.Configuration;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.playwright.SoftwareGpu;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Configurations of families that put odd sizes before the kernels; all of them with {@code -Dconfigurations=all}. */
@ExtendWith(SoftwareGpu.class)
class ConfigurationsDeviceTest {
    private static final float TOLERANCE = 1e-3f;

    /** Each of another shape than the golden of its family. */
    private static final Set<String> SOME = Set.of(
            "llama heads_7_to_1_tied",
            "llama wide_heads_biases",
            "llama odd_hidden",
            "llama smallest",
            "mistral window_of_5",
            "mixtral one_of_three",
            "phi head_norms",
            "phi3 partial_tied",
            "qwen3_moe not_normalised",
            "gemma3 capped",
            "phi tied",
            "gpt_neox sequential",
            "gpt_neox odd_rotary",
            "stablelm head_norms_parallel",
            "gemma heads_of_256",
            "gpt2 odd_heads",
            "gpt2 narrow_mlp");

    static Stream<Configuration> configurations() throws IOException {
        boolean all = "all".equals(System.getProperty("configurations"));
        List<Configuration> every = Configuration.all();
        return every.stream().filter(given -> all || SOME.contains(given.toString()));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void matchesTransformers(Configuration given, Gpu gpu) {
        var checkpoint = given.checkpoint("config");
        var program = given.program("config");
        var device = new WebGpuDevice(gpu, new KernelLibrary(), Settings.of(gpu.adapter()));
        var loaded = device.load(program, checkpoint.weights(), new DeviceOptions(64, 1), (done, total, stage) -> {});
        var run = new DeviceRun(device, loaded.pages());
        var drawn = run.feed(true, given.inputIds());
        for (int i = 0; i < given.rows().length; i++) {
            assertClose(given.logits()[i], drawn.get(given.rows()[i]).logits(), given + " position " + given.rows()[i]);
        }
        int next = drawn.get(drawn.size() - 1).token();
        for (int token : given.greedy()) {
            assertEquals(token, next, given.toString());
            next = run.feed(false, next).get(0).token();
        }
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

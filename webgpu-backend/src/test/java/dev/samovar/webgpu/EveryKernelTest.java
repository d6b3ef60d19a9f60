package dev.samovar.webgpu;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.samovar.kernels.Kernel;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.webgpu.playwright.SoftwareGpu;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kernel of the library is valid WGSL and makes a pipeline, used by a lowering or not. */
@ExtendWith(SoftwareGpu.class)
class EveryKernelTest {

    static Stream<Named<Kernel>> kernels() {
        return new KernelLibrary().all().stream().map(kernel -> Named.of(kernel.name(), kernel));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void makesAPipeline(Kernel kernel, Gpu gpu) {
        Adapter.Features features = gpu.adapter().features();
        assumeTrue(
                features.subgroupMatrix() || !enables(kernel, "chromium_experimental_subgroup_matrix"),
                "the adapter has no subgroup matrices");
        assumeTrue(features.shaderF16() || !enables(kernel, "f16"), "the adapter has no shader-f16");
        gpu.pipeline(kernel, overridesWithoutDefault(kernel.wgsl()));
    }

    private static boolean enables(Kernel kernel, String extension) {
        return kernel.wgsl().contains("enable " + extension + ";");
    }

    private static Map<String, Double> overridesWithoutDefault(String wgsl) {
        Map<String, Double> overrides = new HashMap<>();
        for (String line : wgsl.split("\n", -1)) {
            if (line.startsWith("override ") && !line.contains("=")) {
                overrides.put(line.substring("override ".length(), line.indexOf(':')), 8.0);
            }
        }
        return overrides;
    }
}

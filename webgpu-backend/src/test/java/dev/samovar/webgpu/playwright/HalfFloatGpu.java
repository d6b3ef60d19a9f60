package dev.samovar.webgpu.playwright;

import dev.samovar.webgpu.Gpu;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Gpu} with half-float arithmetic, which SwiftShader has not. {@code $SAMOVAR_F16_CHROMIUM} names a
 * browser whose adapter has {@code shader-f16}, a GPU's or Mesa's lavapipe; without it the tests are skipped.
 */
public final class HalfFloatGpu implements ParameterResolver, ExecutionCondition {
    private static final String VARIABLE = "SAMOVAR_F16_CHROMIUM";

    private record Shared(Chromium chromium, Gpu gpu) implements AutoCloseable {
        @Override
        public void close() {
            chromium.close();
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return System.getenv(VARIABLE) == null
                ? ConditionEvaluationResult.disabled(VARIABLE + " names no browser whose WebGPU has shader-f16")
                : ConditionEvaluationResult.enabled("");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Gpu.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(HalfFloatGpu.class))
                .getOrComputeIfAbsent("gpu", key -> open(), Shared.class)
                .gpu();
    }

    private static Shared open() {
        var chromium = new Chromium(Path.of(System.getenv(VARIABLE)), List.of());
        Gpu gpu = new PlaywrightGpu(chromium);
        if (!gpu.adapter().features().shaderF16()) {
            throw new IllegalStateException(VARIABLE + ": the browser's adapter has no shader-f16: " + gpu.adapter());
        }
        return new Shared(chromium, gpu);
    }
}

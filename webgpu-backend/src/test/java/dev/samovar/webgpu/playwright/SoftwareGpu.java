package dev.samovar.webgpu.playwright;

import dev.samovar.webgpu.Gpu;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests a {@link Gpu} on the software adapter; all tests of a run share one browser. */
public final class SoftwareGpu implements ParameterResolver {

    private record Shared(Chromium chromium, Gpu gpu) implements AutoCloseable {
        @Override
        public void close() {
            chromium.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Gpu.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SoftwareGpu.class))
                .getOrComputeIfAbsent("gpu", key -> open(), Shared.class)
                .gpu();
    }

    private static Shared open() {
        var chromium = new Chromium(Chromium.SOFTWARE);
        return new Shared(chromium, new PlaywrightGpu(chromium));
    }
}

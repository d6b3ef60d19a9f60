package dev.samovar.webgpu;

import dev.samovar.kernels.Kernel;

/** A kernel compiled with its overrides. */
public interface GpuPipeline {
    Kernel kernel();
}

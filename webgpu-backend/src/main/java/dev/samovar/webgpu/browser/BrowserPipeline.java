package dev.samovar.webgpu.browser;

import dev.samovar.kernels.Kernel;
import dev.samovar.webgpu.GpuPipeline;
import org.teavm.jso.webgpu.GPUBindGroup;
import org.teavm.jso.webgpu.GPUPipeline;

record BrowserPipeline(Kernel kernel, GPUPipeline.Compute handle, GPUBindGroup.Layout layout) implements GpuPipeline {}

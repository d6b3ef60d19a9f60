package dev.samovar.webgpu.browser;

import dev.samovar.webgpu.GpuBindGroup;
import org.teavm.jso.webgpu.GPUBindGroup;

record BrowserBindGroup(GPUBindGroup handle) implements GpuBindGroup {}

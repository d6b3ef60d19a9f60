package dev.samovar.webgpu.browser;

import dev.samovar.webgpu.GpuBuffer;
import org.teavm.jso.webgpu.GPUBuffer;

record BrowserBuffer(String label, long bytes, GPUBuffer handle) implements GpuBuffer {

    static GPUBuffer handleOf(GpuBuffer buffer) {
        return ((BrowserBuffer) buffer).handle;
    }
}

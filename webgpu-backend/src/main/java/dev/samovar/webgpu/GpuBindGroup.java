package dev.samovar.webgpu;

/** Buffers bound to a kernel's bindings. */
public interface GpuBindGroup {}

package dev.samovar.webgpu;

/** One run of a pipeline over x · y · z workgroups. */
public record Dispatch(GpuPipeline pipeline, GpuBindGroup bindGroup, int x, int y, int z) {}

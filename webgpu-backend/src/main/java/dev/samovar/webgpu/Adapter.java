package dev.samovar.webgpu;

/**
 * What the GPU says of itself.
 *
 * @param description the adapter's own words, such as {@code NVIDIA H100}; may be empty
 * @param vendor such as {@code nvidia}, {@code google} (SwiftShader); may be empty
 * @param architecture such as {@code hopper}, {@code swiftshader}; may be empty
 * @param userAgent the browser, for statistics and remembered schedules
 */
public record Adapter(
        String description, String vendor, String architecture, String userAgent, Features features, Limits limits) {

    /**
     * Optional abilities; all that are there are asked for and so may be used.
     *
     * @param subgroupMinSize 0 without subgroups
     */
    public record Features(
            boolean shaderF16,
            boolean subgroups,
            int subgroupMinSize,
            int subgroupMaxSize,
            boolean timestampQuery,
            boolean subgroupMatrix) {}

    /** WebGPU's limits of these names, all requested as high as the adapter goes. */
    public record Limits(
            long maxBufferSize,
            long maxStorageBufferBindingSize,
            int maxStorageBuffersPerShaderStage,
            int maxComputeWorkgroupStorageSize,
            int maxComputeInvocationsPerWorkgroup,
            int maxComputeWorkgroupSizeX,
            int maxComputeWorkgroupsPerDimension) {}
}

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
     * @param packedIntegers the language feature packed_4x8_integer_dot_product
     */
    public record Features(
            boolean shaderF16,
            boolean subgroups,
            int subgroupMinSize,
            int subgroupMaxSize,
            boolean timestampQuery,
            boolean subgroupMatrix,
            boolean packedIntegers) {}

    /** WebGPU's limits of these names, all requested as high as the adapter goes. */
    public record Limits(
            long maxBufferSize,
            long maxStorageBufferBindingSize,
            int maxStorageBuffersPerShaderStage,
            int maxComputeWorkgroupStorageSize,
            int maxComputeInvocationsPerWorkgroup,
            int maxComputeWorkgroupSizeX,
            int maxComputeWorkgroupsPerDimension) {

        /** Refuses a buffer that no device of this adapter can make. */
        public void requireBuffer(String label, long bytes) {
            require("maxBufferSize", maxBufferSize, label, bytes);
        }

        /** Refuses a range that no kernel of this adapter can see at once. */
        public void requireBinding(String label, long bytes) {
            require("maxStorageBufferBindingSize", maxStorageBufferBindingSize, label, bytes);
        }

        private static void require(String limit, long most, String label, long bytes) {
            if (bytes > most) {
                throw new GpuException(
                        GpuException.Cause.OUT_OF_MEMORY,
                        "the model does not fit this GPU: " + label + " takes " + bytes + " bytes, and the adapter's "
                                + limit + " is " + most + ", " + (bytes - most)
                                + " short; a smaller model or a shorter context may fit");
            }
        }
    }
}

package dev.samovar.webgpu.device;

import dev.samovar.kernels.AttentionMatrixKernel;
import dev.samovar.kernels.MatrixSubgroupKernel;
import dev.samovar.webgpu.Adapter;
import java.util.function.IntUnaryOperator;

/** Which kinds of kernels an adapter can run. */
record GpuAbilities(Adapter.Features features, Adapter.Limits limits) {
    /** Subgroups larger than this would not fill the narrowest workgroup. */
    private static final int LARGEST_SUBGROUP = 32;

    /** Storage buffers of a projection that normalises and appends. */
    private static final int APPENDING_BUFFERS = 9;

    boolean subgroups() {
        return features.subgroups() && features.subgroupMaxSize() <= LARGEST_SUBGROUP;
    }

    /** Whether subgroups are of one size, so that a kernel's threads know who is in theirs. */
    boolean teams() {
        return subgroups() && features.subgroupMinSize() == features.subgroupMaxSize();
    }

    /** Threads of a team. */
    int team() {
        return features.subgroupMinSize();
    }

    boolean halfProducts() {
        return subgroups() && features.shaderF16();
    }

    /** Whether a projection's kernel can see the cache too. */
    boolean appending() {
        return subgroups() && limits.maxStorageBuffersPerShaderStage() >= APPENDING_BUFFERS;
    }

    /** The kernels are written for subgroups of 32. */
    boolean subgroupMatrices() {
        return features.subgroupMatrix()
                && features.shaderF16()
                && teams()
                && team() == 32
                && limits.maxComputeWorkgroupStorageSize() >= MatrixSubgroupKernel.Block.LARGE.memory();
    }

    boolean matricesToAttend(int headDim) {
        return subgroupMatrices() && fits(AttentionMatrixKernel.WORKGROUP, AttentionMatrixKernel.memory(headDim));
    }

    /** Whether a workgroup may have so many threads and bytes of memory. */
    boolean fits(int threads, int memory) {
        return threads <= limits.maxComputeInvocationsPerWorkgroup()
                && memory <= limits.maxComputeWorkgroupStorageSize();
    }

    /** As many of {@code most} threads as a workgroup may have with the memory they take, by halving. */
    int threads(int most, IntUnaryOperator memory) {
        int threads = most;
        while (!fits(threads, memory.applyAsInt(threads))) {
            threads /= 2;
        }
        return threads;
    }
}

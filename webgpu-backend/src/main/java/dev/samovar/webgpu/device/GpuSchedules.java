package dev.samovar.webgpu.device;

import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.MatrixBlocksKernel;
import dev.samovar.kernels.MatrixSubgroupKernel;
import dev.samovar.program.AttentionShape;
import dev.samovar.quant.GpuLayout;
import dev.samovar.webgpu.Adapter;
import dev.samovar.webgpu.lowering.MatrixSchedule;
import dev.samovar.webgpu.lowering.Schedules;
import dev.samovar.webgpu.lowering.WeightMatrix;

/**
 * For GPUs: many threads share a row in decode, subgroup matrices multiply in prefill. The choices by shape are those
 * measured best on an NVIDIA H100; elsewhere they are sound starting points.
 */
public final class GpuSchedules implements Schedules {
    /** Subgroups larger than this would not fill the narrowest workgroup. */
    private static final int LARGEST_SUBGROUP = 32;

    private static final int FEW_TOKENS = 4;

    private final Adapter adapter;

    public GpuSchedules(Adapter adapter) {
        this.adapter = adapter;
    }

    @Override
    public MatrixSchedule matrix(WeightMatrix matrix, int tokens) {
        if (tokens <= FEW_TOKENS) {
            return hasSubgroups()
                    ? vector(matrix.tiles().rows(), matrix.tiles().slices())
                    : new MatrixSchedule.Blocks(MatrixBlocksKernel.Block.SINGLE, 64);
        }
        return hasSubgroupMatrices() && matrix.layout() != GpuLayout.F32
                ? new MatrixSchedule.SubgroupMatrices(block(matrix.tiles().rows(), tokens), tokens)
                : new MatrixSchedule.Blocks(MatrixBlocksKernel.Block.WIDE, 64);
    }

    /** Wide matrices fill the GPU with tiles; narrow ones need many threads a tile. */
    private static MatrixSchedule vector(int rows, int slices) {
        if (rows >= 9728) {
            return new MatrixSchedule.Vector(32, 4, 2);
        }
        if (slices >= 608) {
            return new MatrixSchedule.Vector(256, 1, 2);
        }
        return new MatrixSchedule.Vector(128, 1, slices <= 128 ? 1 : slices <= 256 ? 2 : 4);
    }

    /** Large blocks where there are enough of them for every core of a large GPU. */
    private static MatrixSubgroupKernel.Block block(int rows, int tokens) {
        var large = MatrixSubgroupKernel.Block.LARGE;
        int blocks = ((rows + large.size() - 1) / large.size()) * ((tokens + large.size() - 1) / large.size());
        return blocks >= 128 ? large : MatrixSubgroupKernel.Block.SMALL;
    }

    @Override
    public int normThreads() {
        return 128;
    }

    @Override
    public int attentionThreads(AttentionShape shape) {
        return Math.max(128, CacheType.chunks(shape.headDim()));
    }

    private boolean hasSubgroups() {
        var features = adapter.features();
        return features.subgroups() && features.subgroupMaxSize() <= LARGEST_SUBGROUP;
    }

    /** The kernels are written for subgroups of 32. */
    private boolean hasSubgroupMatrices() {
        var features = adapter.features();
        return features.subgroupMatrix()
                && features.shaderF16()
                && features.subgroupMinSize() == 32
                && features.subgroupMaxSize() == 32
                && adapter.limits().maxComputeWorkgroupStorageSize() >= MatrixSubgroupKernel.Block.LARGE.memory();
    }
}

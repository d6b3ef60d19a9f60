package dev.samovar.webgpu.device;

import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.MatrixBlocksKernel.Block;
import dev.samovar.program.AttentionShape;
import dev.samovar.webgpu.lowering.MatrixSchedule;
import dev.samovar.webgpu.lowering.Schedules;
import dev.samovar.webgpu.lowering.WeightMatrix;

/** For adapters that run on the processor: no barriers, loads shared by many multiplications. */
public final class SoftwareSchedules implements Schedules {
    private static final int WORKGROUP = 16;

    @Override
    public MatrixSchedule matrix(WeightMatrix matrix, int tokens) {
        return new MatrixSchedule.Blocks(tokens == 1 ? Block.TALL : Block.WIDER, WORKGROUP);
    }

    @Override
    public int normThreads() {
        return 1;
    }

    @Override
    public int attentionThreads(AttentionShape shape) {
        return CacheType.chunks(shape.headDim());
    }
}

package dev.samovar.webgpu.device;

import dev.samovar.kernels.AttentionSplits;
import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.MatrixBlocksKernel.Block;
import dev.samovar.program.AttentionShape;
import dev.samovar.webgpu.lowering.AttentionSchedule;
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

    /** Every thread would normalise all of x for itself: a tenth slower at best than a launch, which costs 20 µs here. */
    @Override
    public boolean fusesNorms() {
        return false;
    }

    @Override
    public int normThreads() {
        return 1;
    }

    /** One subgroup: waiting for others costs most. */
    @Override
    public int drawThreads() {
        return 4;
    }

    @Override
    public AttentionSchedule attention(AttentionShape shape, int tokens) {
        return new AttentionSchedule.Workgroups(CacheType.chunks(shape.headDim()), AttentionSplits.NONE);
    }
}

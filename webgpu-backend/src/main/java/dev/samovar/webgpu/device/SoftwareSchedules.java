package dev.samovar.webgpu.device;

import dev.samovar.kernels.AttentionSplits;
import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.MatrixBlocksKernel.Block;
import dev.samovar.program.AttentionShape;
import dev.samovar.webgpu.lowering.AttentionSchedule;
import dev.samovar.webgpu.lowering.MatrixSchedule;
import dev.samovar.webgpu.lowering.Schedules;
import dev.samovar.webgpu.lowering.WeightMatrix;
import java.util.List;

/** For adapters that run on the processor: no barriers, loads shared by many multiplications. */
public final class SoftwareSchedules implements Schedules {
    private static final int WORKGROUP = 16;

    private final boolean subgroups;

    /** @param subgroups whether kernels with subgroups are worth trying */
    public SoftwareSchedules(boolean subgroups) {
        this.subgroups = subgroups;
    }

    @Override
    public MatrixSchedule matrix(WeightMatrix matrix, int tokens) {
        return candidates(matrix, tokens).get(0);
    }

    @Override
    public List<MatrixSchedule> candidates(WeightMatrix matrix, int tokens) {
        if (tokens > 1) {
            return List.of(blocks(Block.WIDER), blocks(Block.WIDE));
        }
        var alone = List.of(blocks(Block.TALL), blocks(Block.TALLER));
        return subgroups ? List.of(alone.get(0), alone.get(1), new MatrixSchedule.Vector(WORKGROUP, 1, 1)) : alone;
    }

    private static MatrixSchedule blocks(Block block) {
        return new MatrixSchedule.Blocks(block, WORKGROUP);
    }

    /** Every thread would normalise all of x for itself: a tenth slower at best than a launch, which costs 20 µs here. */
    @Override
    public boolean fusesNorms(int tokens) {
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
    public AttentionSchedule attention(AttentionShape shape, CacheType cache, int tokens, boolean inParts) {
        return new AttentionSchedule.Workgroups(CacheType.chunks(shape.headDim()), AttentionSplits.NONE);
    }
}

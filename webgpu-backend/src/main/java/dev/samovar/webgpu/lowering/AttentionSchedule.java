package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.AttentionMatrixKernel;
import dev.samovar.kernels.AttentionSplits;

/** Which kernel attends, and with what settings. */
public sealed interface AttentionSchedule {

    /**
     * Runs anywhere.
     *
     * @param threads of a workgroup, at least a head's chunks
     * @param splits more than one only where no step has two rows of a sequence
     */
    record Workgroups(int threads, AttentionSplits splits) implements AttentionSchedule {}

    /**
     * For few rows, on subgroups of a fixed size.
     *
     * @param headsWhole query heads that share a read of a context that is not split: few, for the latency
     * @param headsSplit those of a split one: more, for the bytes
     * @param team the subgroup's size
     */
    record Decode(int threads, int headsWhole, int headsSplit, int team, AttentionSplits splits)
            implements AttentionSchedule {}

    /**
     * For many rows of a sequence, on subgroups of a fixed size.
     *
     * @param team the subgroup's size
     */
    record Prefill(int threads, int team) implements AttentionSchedule {}

    /** For many rows of a sequence, by subgroup matrices, where {@link AttentionMatrixKernel} takes cache and heads. */
    record Matrices() implements AttentionSchedule {}
}

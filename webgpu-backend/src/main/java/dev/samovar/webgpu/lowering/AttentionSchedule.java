package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.AttentionMatrixKernel;
import dev.samovar.kernels.AttentionSplits;

/** Which kernel attends, and with what settings. */
public sealed interface AttentionSchedule {

    /** Whether its kernels can keep the result in halves. */
    default boolean storesHalves() {
        return false;
    }

    /** The most parts that it leaves a result in, for the matrices that multiply it to add up; 1 when it is whole. */
    default int parts() {
        return 1;
    }

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
     * @param whole for a short context: few heads, for the latency
     * @param split for a long one: more heads and few threads, for the bytes
     * @param team the subgroup's size
     * @param splits of a long context that leaves no parts; how long short ones are
     */
    record Decode(Workgroup whole, Workgroup split, int team, AttentionSplits splits) implements AttentionSchedule {
        @Override
        public boolean storesHalves() {
            return true;
        }

        @Override
        public int parts() {
            return Math.max(whole.parts, split.parts);
        }
    }

    /**
     * What a workgroup of {@link Decode} is.
     *
     * @param heads query heads that share a read
     * @param chunks of a position's key or value that are asked for together
     * @param shares of a head's values, each with a workgroup of its own
     * @param parts that the context's splits leave, 2, 4 or 8 for as many splits; 1 when the result is whole
     */
    record Workgroup(int threads, int heads, int chunks, int shares, int parts) {}

    /**
     * For many rows of a sequence, on subgroups of a fixed size.
     *
     * @param team the subgroup's size
     */
    record Prefill(int threads, int team) implements AttentionSchedule {}

    /** For many rows of a sequence, by subgroup matrices, where {@link AttentionMatrixKernel} takes cache and heads. */
    record Matrices() implements AttentionSchedule {
        @Override
        public boolean storesHalves() {
            return true;
        }
    }
}

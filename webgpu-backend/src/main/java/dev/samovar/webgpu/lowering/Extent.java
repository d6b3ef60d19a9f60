package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.AttentionSplits;
import dev.samovar.kernels.ExpertGroupKernel;
import dev.samovar.program.Rows;

/** How many workgroups a launch has in one direction. */
public sealed interface Extent {

    int count(StepSize size);

    record Fixed(int workgroups) implements Extent {
        @Override
        public int count(StepSize size) {
            return workgroups;
        }
    }

    /** One for every {@code each} rows. */
    record PerRows(Rows rows, int each) implements Extent {
        @Override
        public int count(StepSize size) {
            return ceilDiv(size.of(rows), each);
        }
    }

    /** One for every tile of rows. */
    record PerTile() implements Extent {
        @Override
        public int count(StepSize size) {
            return size.tiles();
        }
    }

    /**
     * One for every pair of a token and one of its experts, or for every block of them that {@link ExpertGroupKernel}
     * makes.
     *
     * @param size pairs of a block; 1 needs no blocks
     */
    record PerPair(int perToken, int experts, int size) implements Extent {
        @Override
        public int count(StepSize step) {
            return size == 1 ? step.rows() * perToken : ExpertGroupKernel.blocks(step.rows(), perToken, experts, size);
        }
    }

    /** One for every split of the row that has most. */
    record PerSplit(AttentionSplits splits, int window) implements Extent {
        @Override
        public int count(StepSize size) {
            return splits.most(size.pages(), window);
        }
    }

    /** None when a row is split. */
    record WhenWhole(AttentionSplits splits, int window, Extent then) implements Extent {
        @Override
        public int count(StepSize size) {
            return splits.most(size.pages(), window) > 1 ? 0 : then.count(size);
        }
    }

    /** None when no row is split. */
    record WhenSplit(AttentionSplits splits, int window, Extent then) implements Extent {
        @Override
        public int count(StepSize size) {
            return splits.most(size.pages(), window) > 1 ? then.count(size) : 0;
        }
    }

    /** As many as it takes for {@code items} threads in workgroups of {@code workgroup}. */
    static Extent covering(int items, int workgroup) {
        return new Fixed(ceilDiv(items, workgroup));
    }

    static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }
}

package dev.samovar.webgpu.lowering;

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

    /** This many for every tile of rows. */
    record PerTile(int workgroups) implements Extent {
        @Override
        public int count(StepSize size) {
            return size.tiles() * workgroups;
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

package dev.samovar.webgpu.lowering;

import dev.samovar.program.Rows;

/** Workgroups of a launch. */
public record Grid(Extent x, Extent y, Extent z) {
    private static final Extent ONE = new Extent.Fixed(1);

    public static Grid of(Extent x, Extent y) {
        return new Grid(x, y, ONE);
    }

    /** The same but for x. */
    Grid withX(Extent other) {
        return new Grid(other, y, z);
    }

    /** {@code items} threads a row in workgroups of {@code workgroup}, one y a row. */
    public static Grid perRow(int items, int workgroup, Rows rows) {
        return of(Extent.covering(items, workgroup), new Extent.PerRows(rows, 1));
    }
}

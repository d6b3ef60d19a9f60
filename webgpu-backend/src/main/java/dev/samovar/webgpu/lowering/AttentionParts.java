package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.MatrixInput;
import dev.samovar.program.AttentionShape;
import java.util.ArrayList;
import java.util.List;

/** The result of an attention in parts, as {@link MatrixInput#PARTS} reads them. */
record AttentionParts(AttentionSchedule.Decode schedule, AttentionShape shape) {

    /** A result whose launches run for some contexts only. */
    record Reading(int parts, Grid grid) {}

    /** Halves of a row: the parts, and two floats for each head and part. */
    int stride() {
        return schedule.parts() * shape.heads() * (shape.headDim() + 4);
    }

    /** Slices of 8 features that a head has. */
    int headSlices() {
        return shape.headDim() / CacheType.CHUNK;
    }

    /** Launches on this grid, one for each number of parts that there may be. */
    List<Reading> readings(Grid grid) {
        int whole = schedule.whole().parts();
        int split = schedule.split().parts();
        if (whole == split) {
            return List.of(new Reading(whole, grid));
        }
        var splits = schedule.splits();
        List<Reading> readings = new ArrayList<>();
        readings.add(new Reading(whole, grid.withX(new Extent.WhenWhole(splits, shape.window(), grid.x()))));
        readings.add(new Reading(split, grid.withX(new Extent.WhenSplit(splits, shape.window(), grid.x()))));
        return readings;
    }
}

package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.Epilogue;
import dev.samovar.kernels.MatrixInput;
import dev.samovar.kernels.MatrixTiles;
import dev.samovar.kernels.Numbers;
import dev.samovar.program.Rows;
import dev.samovar.quant.GpuLayout;
import java.util.Locale;
import java.util.Map;

/**
 * All that a schedule's speed on a device depends on: x [tokens, columns] · wᵀ [columns, rows].
 *
 * @param group columns that share a scale
 * @param numbers of x
 */
public record MatrixShape(GpuLayout layout, int group, int rows, int columns, int tokens, Numbers numbers) {

    /** @param numbers of x where matrices can multiply them */
    public static MatrixShape of(WeightMatrix matrix, int tokens, Numbers numbers) {
        boolean takes = matrix.layout() != GpuLayout.F32 && matrix.columns() % 32 == 0;
        return new MatrixShape(
                matrix.layout(),
                matrix.group(),
                matrix.rows(),
                matrix.columns(),
                tokens,
                takes ? numbers : Numbers.FLOATS);
    }

    public MatrixTiles tiles() {
        return new MatrixTiles(layout, rows, columns, group);
    }

    /** Distinguishes it from other shapes, to be remembered by. */
    public String name() {
        return layout.name().toLowerCase(Locale.ROOT) + "/" + group + " " + rows + "x" + columns + " for " + tokens
                + numbers.suffix();
    }

    /** Floats from one token of x to the next. */
    public int inputStride() {
        return Extent.ceilDiv(columns, 32) * 32;
    }

    /** Floats from one token of y to the next. */
    public int outputStride() {
        return Extent.ceilDiv(rows, 32) * 32;
    }

    /** The kernel that stores the product, for bindings weights, bias, x, y. */
    public String kernel(MatrixSchedule schedule) {
        return schedule.kernel(layout, MatrixInput.of(false, numbers), Epilogue.STORE);
    }

    /** Overrides of {@link #kernel}, for x and y by themselves. */
    public Map<String, Double> overrides(MatrixSchedule schedule) {
        return new Overrides(MatrixLaunch.of(tiles()))
                .and("TILES", tiles().tiles())
                .and("X_STRIDE", inputStride() / 4.0)
                .and("Y_STRIDE", outputStride() / 4.0)
                .and(schedule.overrides())
                .values();
    }

    public Grid grid(MatrixSchedule schedule) {
        return schedule.grid(tiles().tiles(), Rows.STEP);
    }
}

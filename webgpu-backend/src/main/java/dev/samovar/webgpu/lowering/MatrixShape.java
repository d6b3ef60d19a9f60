package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.Epilogue;
import dev.samovar.kernels.MatrixInput;
import dev.samovar.kernels.MatrixTiles;
import dev.samovar.kernels.Numbers;
import dev.samovar.program.Rows;
import dev.samovar.quant.GpuLayout;
import java.util.List;
import java.util.Locale;

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

    /** Stores the product: stands for what runs where no launch takes the matrix as a whole, such as an expert's. */
    public Launch launch(WeightMatrix matrix, MatrixSchedule schedule) {
        var x = new Area(0, Extent.ceilDiv(columns, 32) * 32, Rows.STEP, Numbers.FLOATS); // room for halves as well
        var y = new Area(1, Extent.ceilDiv(rows, 32) * 32, Rows.STEP, Numbers.FLOATS);
        return new Launch(
                schedule.kernel(layout, MatrixInput.of(false, numbers), Epilogue.STORE),
                new Overrides(MatrixLaunch.of(tiles()))
                        .and("TILES", tiles().tiles())
                        .place("X", new Place(x, 0), 4)
                        .place("Y", new Place(y, 0), 4)
                        .and(schedule.overrides())
                        .values(),
                List.of(
                        new Operand.MatrixWeights(matrix),
                        new Operand.VectorWeights(WeightVector.zeros(tiles().tiles() * 4)),
                        new Operand.Activations(x),
                        new Operand.Activations(y)),
                schedule.grid(tiles().tiles(), Rows.STEP));
    }
}

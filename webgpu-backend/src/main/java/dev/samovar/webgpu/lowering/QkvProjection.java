package dev.samovar.webgpu.lowering;

import dev.samovar.program.Op;
import dev.samovar.program.Rows;
import dev.samovar.program.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Linears that read the same x become one, of concatenated rows: q, k and v. */
final class QkvProjection implements Rule {

    @Override
    public @Nullable Stage match(Op first, OpenOps open, Lowering lowering) {
        List<Op.Linear> linears = linears(first, open);
        if (linears.isEmpty()) {
            return null;
        }
        Value x = linears.get(0).x();
        var order = WeightMatrix.Order.CONCATENATED;
        WeightMatrix matrix =
                lowering.combined(linears.stream().map(Op.Linear::w).toList(), order);
        if (matrix == null || !lowering.isBindable(matrix)) {
            return null;
        }
        Area area = lowering.area(matrix.rows(), x.rows());
        for (int i = 0; i < linears.size(); i++) {
            lowering.put(linears.get(i).y(), area, matrix.firstRow(i));
        }
        var bias = WeightVector.biases(
                matrix, linears.stream().map(Op.Linear::bias).toList());
        var launch = MatrixLaunch.of(lowering, x, matrix, bias);
        return new Stage("QkvProjection", List.copyOf(linears), launch.store(new Place(area, 0)));
    }

    /** The three that read the same x as the first, and nothing else does; or none. */
    static List<Op.Linear> linears(Op first, OpenOps open) {
        if (!(first instanceof Op.Linear head) || head.x().rows() != Rows.STEP) {
            return List.of();
        }
        List<Op> readers = open.readers(head.x());
        List<Op.Linear> linears = readers.stream()
                .filter(Op.Linear.class::isInstance)
                .map(Op.Linear.class::cast)
                .toList();
        return readers.size() == 3 && linears.size() == 3 ? linears : List.of();
    }
}

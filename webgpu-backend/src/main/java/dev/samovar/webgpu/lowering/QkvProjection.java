package dev.samovar.webgpu.lowering;

import dev.samovar.program.Op;
import dev.samovar.program.Rows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Linears that read the same x become one, of concatenated rows: q, k and v. */
final class QkvProjection implements Rule {

    @Override
    public @Nullable Stage match(Op first, OpenOps open, Lowering lowering) {
        if (!(first instanceof Op.Linear head) || head.x().rows() != Rows.STEP) {
            return null;
        }
        List<Op.Linear> linears = open.readers(head.x()).stream()
                .filter(Op.Linear.class::isInstance)
                .map(Op.Linear.class::cast)
                .toList();
        if (linears.size() != 3 || open.readers(head.x()).size() != 3) {
            return null;
        }
        var order = WeightMatrix.Order.CONCATENATED;
        WeightMatrix matrix =
                lowering.combined(linears.stream().map(Op.Linear::w).toList(), order);
        if (matrix == null || !lowering.isBindable(matrix)) {
            return null;
        }
        Area area = lowering.area(matrix.rows(), head.x().rows());
        for (int i = 0; i < linears.size(); i++) {
            lowering.put(linears.get(i).y(), area, matrix.firstRow(i));
        }
        var bias = WeightVector.biases(
                matrix, linears.stream().map(Op.Linear::bias).toList());
        var launch = MatrixLaunch.of(lowering, head.x(), matrix, bias);
        return new Stage("QkvProjection", List.copyOf(linears), launch.store(new Place(area, 0)));
    }
}

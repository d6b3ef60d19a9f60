package dev.samovar.webgpu.lowering;

import dev.samovar.program.Op;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One matrix by itself, such as the head, for the norm before it. */
final class Projection implements Rule {

    @Override
    public @Nullable Stage match(Op first, OpenOps open, Lowering lowering) {
        if (!(first instanceof Op.Linear linear) || !lowering.options().decodes()) {
            return null;
        }
        WeightMatrix matrix = lowering.matrix(linear.w());
        if (!lowering.isBindable(matrix)) {
            return null;
        }
        var bias = WeightVector.biases(matrix, List.of(linear.bias()));
        var launch = MatrixLaunch.of(lowering, linear.x(), matrix, bias);
        return new Stage("Projection", List.of(linear), launch.store(lowering.create(linear.y())));
    }
}

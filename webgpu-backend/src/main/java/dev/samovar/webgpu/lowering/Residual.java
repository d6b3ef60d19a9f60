package dev.samovar.webgpu.lowering;

import dev.samovar.program.Op;
import dev.samovar.program.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** residual + linear(x): the sum is taken where the linear's result is. */
final class Residual implements Rule {

    @Override
    public @Nullable Stage match(Op first, OpenOps open, Lowering lowering) {
        if (!(first instanceof Op.Linear linear) || !(open.onlyReader(linear.y()) instanceof Op.Add sum)) {
            return null;
        }
        Value residual = sum.a().equals(linear.y()) ? sum.b() : sum.a();
        var matrix = lowering.matrix(linear.w());
        if (!open.isWritten(residual) || !lowering.isBindable(matrix)) {
            return null;
        }
        var bias = WeightVector.biases(matrix, List.of(linear.bias()));
        List<Launch> launches = MatrixLaunch.of(lowering, linear.x(), matrix, bias)
                .addTo(lowering.place(residual), lowering.create(sum.y()));
        return new Stage("Residual", List.of(linear, sum), launches);
    }
}

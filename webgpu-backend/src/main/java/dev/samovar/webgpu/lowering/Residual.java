package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.Numbers;
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
        MatrixLaunch launch = MatrixLaunch.of(lowering, linear.x(), matrix, bias);
        Place from = lowering.place(residual);
        Op.RmsNorm norm = norm(sum, open, lowering);
        List<Launch> launches = norm == null || launch.x().area().numbers() != Numbers.HALVES
                ? launch.addTo(from, lowering.create(sum.y()))
                : launch.addTo(from, lowering.create(sum.y()), norm, lowering.prepare(norm));
        return new Stage("Residual", List.of(linear, sum), launches);
    }

    /** The norm of the sum that kernels reading halves will finish, or null. */
    private static Op.@Nullable RmsNorm norm(Op.Add sum, OpenOps open, Lowering lowering) {
        if (lowering.numbers(sum.y().rows()) != Numbers.HALVES) {
            return null;
        }
        for (Op reader : open.readers(sum.y())) {
            Op next = reader instanceof Op.LogitRows rows && lowering.options().decodes()
                    ? open.onlyReader(rows.y()) // decode wants the logits of all rows
                    : reader;
            if (next instanceof Op.RmsNorm norm && NormedInput.fits(norm, open, lowering)) {
                return norm;
            }
        }
        return null;
    }
}

package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.Numbers;
import dev.samovar.program.Op;
import dev.samovar.program.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** activation(gate · x) · (up · x): one matrix of rows taking turns, so that the two numbers meet in a thread. */
final class GatedMlp implements Rule {

    @Override
    public @Nullable Stage match(Op first, OpenOps open, Lowering lowering) {
        if (!(first instanceof Op.Linear gate)
                || !(open.onlyReader(gate.y()) instanceof Op.Activation activation)
                || !(open.onlyReader(activation.y()) instanceof Op.Multiply product)) {
            return null;
        }
        var other = product.a().equals(activation.y()) ? product.b() : product.a();
        Op.Linear up = open.readers(gate.x()).stream()
                .filter(op -> op instanceof Op.Linear linear && linear.y().equals(other))
                .map(Op.Linear.class::cast)
                .findFirst()
                .orElse(null);
        if (up == null || !product.equals(open.onlyReader(up.y()))) {
            return null;
        }
        var matrix = lowering.combined(List.of(gate.w(), up.w()), WeightMatrix.Order.INTERLEAVED);
        if (matrix == null || !lowering.isBindable(matrix)) {
            return null;
        }
        Numbers numbers = lowering.numbers(product.y(), open);
        if (!reads(gate.x(), numbers, lowering)) {
            return null;
        }
        var bias = WeightVector.biases(matrix, List.of(gate.bias(), up.bias()));
        List<Launch> launches = MatrixLaunch.of(lowering, gate.x(), matrix, bias)
                .gated(activation.kind(), lowering.create(product.y(), numbers));
        return new Stage("GatedMlp", List.of(gate, activation, up, product), launches);
    }

    /** Halves are made of halves, floats of floats, and what a norm makes is either. */
    private static boolean reads(Value x, Numbers numbers, Lowering lowering) {
        return lowering.pendingNorm(x) != null
                ? lowering.numbers(x.rows()) == numbers
                : lowering.place(x).area().numbers() == numbers;
    }
}

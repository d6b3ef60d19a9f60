package dev.samovar.webgpu.lowering;

import dev.samovar.program.Op;
import dev.samovar.program.Value;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** residual + experts(x): the sum over the experts begins with the residual. */
final class ExpertsResidual implements Rule {

    @Override
    public @Nullable Stage match(Op first, OpenOps open, Lowering lowering) {
        if (!(first instanceof Op.Experts experts) || !(open.onlyReader(experts.y()) instanceof Op.Add sum)) {
            return null;
        }
        Value residual = sum.a().equals(experts.y()) ? sum.b() : sum.a();
        if (!open.isWritten(residual)) {
            return null;
        }
        var start = Optional.of(lowering.place(residual));
        var mixture = Mixture.of(lowering, experts, start, lowering.create(sum.y()));
        return new Stage("ExpertsResidual", List.of(experts, sum), mixture.launches());
    }
}

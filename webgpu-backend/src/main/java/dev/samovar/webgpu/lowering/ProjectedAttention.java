package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.AppendPairsKernel;
import dev.samovar.kernels.CacheType;
import dev.samovar.program.Op;
import dev.samovar.program.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Queries, keys and values as one matrix whose kernel turns what it projects and puts keys and values into the cache, and
 * the attention over them. Schedules that do not append store the product for a kernel that does.
 */
final class ProjectedAttention implements Rule {

    /** The operations of one attention, from its projections on. */
    private record Ops(List<Op.Linear> linears, Op.Rope q, Op.Rope k, Op.Attention attention) {

        List<Op> all() {
            List<Op> all = new ArrayList<>(linears);
            all.addAll(List.of(q, k, attention));
            return all;
        }
    }

    @Override
    public @Nullable Stage match(Op first, OpenOps open, Lowering lowering) {
        Ops ops = ops(first, open);
        if (ops == null || !takes(ops, lowering)) {
            return null;
        }
        var rotary = ops.q().rotary();
        var matrix = lowering.combined(
                ops.linears().stream().map(Op.Linear::w).toList(),
                WeightMatrix.Order.CONCATENATED,
                RowPairs.of(ops.attention().shape(), rotary));
        if (matrix == null || !lowering.isBindable(matrix)) {
            return null;
        }
        Value x = ops.linears().get(0).x();
        var bias = WeightVector.biases(
                matrix, ops.linears().stream().map(Op.Linear::bias).toList());
        var projection = MatrixLaunch.of(lowering, x, matrix, bias);
        Area turned = AttentionLaunches.turned(lowering, ops.attention().shape());
        List<Launch> launches = new ArrayList<>();
        if (projection.schedule().appends()) {
            launches.addAll(projection.append(ops.attention(), rotary, turned));
        } else {
            Area stored = lowering.area(matrix.rows(), x.rows());
            launches.addAll(projection.store(new Place(stored, 0)));
            launches.add(AttentionLaunches.appendPairs(lowering, ops.attention(), stored, turned, rotary));
        }
        launches.addAll(AttentionLaunches.attend(lowering, ops.attention(), turned, open));
        return new Stage("ProjectedAttention", ops.all(), launches);
    }

    private static boolean takes(Ops ops, Lowering lowering) {
        return lowering.options().schedules().pairsRows()
                && lowering.options().cache() != CacheType.Q8
                && AppendPairsKernel.takes(
                        ops.attention().shape().headDim(), ops.q().rotary().rotaryDim());
    }

    /** Three projections of one value, of which an attention reads two turned alike and the third as it is; or null. */
    private static @Nullable Ops ops(Op first, OpenOps open) {
        List<Op.Linear> linears = QkvProjection.linears(first, open);
        Optional<Op.Attention> found = linears.stream()
                .map(linear -> open.onlyReader(linear.y()))
                .filter(Op.Attention.class::isInstance)
                .map(Op.Attention.class::cast)
                .findFirst();
        if (found.isEmpty()) {
            return null;
        }
        Op.Attention attention = found.get();
        Op.Rope q = RopeAndAttention.rope(attention.q(), open);
        Op.Rope k = RopeAndAttention.rope(attention.k(), open);
        if (q == null || k == null || !q.rotary().equals(k.rotary())) {
            return null;
        }
        List<Op.Linear> ordered = new ArrayList<>();
        for (Value value : List.of(q.x(), k.x(), attention.v())) {
            linears.stream()
                    .filter(linear -> linear.y().equals(value) && open.onlyReader(value) != null)
                    .forEach(ordered::add);
        }
        return ordered.size() == 3 ? new Ops(ordered, q, k, attention) : null;
    }
}

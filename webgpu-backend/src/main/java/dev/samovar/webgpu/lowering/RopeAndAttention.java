package dev.samovar.webgpu.lowering;

import dev.samovar.program.Op;
import dev.samovar.program.Rotary;
import dev.samovar.program.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Queries and keys turn on their way to the attention and the cache. */
final class RopeAndAttention implements Rule {

    @Override
    public @Nullable Stage match(Op first, OpenOps open, Lowering lowering) {
        if (!(first instanceof Op.Rope rope) || !(open.onlyReader(rope.y()) instanceof Op.Attention attention)) {
            return null;
        }
        Op.Rope q = rope(attention.q(), open);
        Op.Rope k = rope(attention.k(), open);
        if (q == null
                || k == null
                || !q.rotary().equals(k.rotary())
                || !ready(List.of(q.x(), k.x(), attention.v()), open)) {
            return null;
        }
        List<Op> meaning = new ArrayList<>(List.of(q, k, attention));
        Optional<Rotary> rotary = Optional.of(q.rotary());
        return new Stage(
                "RopeAndAttention",
                meaning,
                AttentionLaunches.of(lowering, attention, lowering.place(q.x()), lowering.place(k.x()), rotary, open));
    }

    /** The rope that only this attention reads. */
    static Op.@Nullable Rope rope(Value turned, OpenOps open) {
        return open.writer(turned) instanceof Op.Rope rope && open.onlyReader(turned) != null ? rope : null;
    }

    private static boolean ready(List<Value> values, OpenOps open) {
        return values.stream().allMatch(open::isWritten);
    }
}

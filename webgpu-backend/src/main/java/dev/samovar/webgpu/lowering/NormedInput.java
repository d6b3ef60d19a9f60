package dev.samovar.webgpu.lowering;

import dev.samovar.program.Op;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A norm that only one projection reads: the projection's kernel normalises what it loads. */
final class NormedInput implements Rule {
    /** What projections come as; each stores its result, gates it, or attends. */
    private static final List<Rule> PROJECTIONS =
            List.of(new ProjectedAttention(), new QkvProjection(), new GatedMlp(), new Projection());

    @Override
    public @Nullable Stage match(Op first, OpenOps open, Lowering lowering) {
        if (!(first instanceof Op.RmsNorm norm) || !fits(norm, open, lowering)) {
            return null;
        }
        List<Op> readers = open.readers(norm.y());
        lowering.defer(new PendingNorm(norm, lowering.place(norm.x()), lowering.prepared(norm)));
        for (Rule rule : PROJECTIONS) {
            Stage projection = rule.match(readers.get(0), open, lowering);
            if (projection != null && projection.meaning().containsAll(readers)) {
                List<Op> meaning = new ArrayList<>(List.of(norm));
                meaning.addAll(projection.meaning());
                return new Stage("NormedInput+" + projection.rule(), meaning, projection.launches());
            }
        }
        lowering.undefer(norm.y());
        return null;
    }

    /** The norm is over whole rows without filling, and only projections read it. */
    static boolean fits(Op.RmsNorm norm, OpenOps open, Lowering lowering) {
        List<Op> readers = open.readers(norm.y());
        return lowering.options()
                        .schedules()
                        .fusesNorms(lowering.tokens(norm.x().rows()))
                && norm.gain().size() == norm.x().width()
                && norm.x().width() % 32 == 0
                && !readers.isEmpty()
                && readers.stream().allMatch(op -> op instanceof Op.Linear);
    }
}

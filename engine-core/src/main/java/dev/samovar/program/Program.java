package dev.samovar.program;

import java.util.List;

/**
 * A recorded model.
 *
 * @param ops in order of execution; each value is written once, before it is read
 * @param logits the result, [logit rows, vocabulary]
 * @param contextLength positions the model was made for
 */
public record Program(List<Op> ops, Value logits, int contextLength) {
    public Program {
        ops = List.copyOf(ops);
    }

    public int vocabulary() {
        return logits.width();
    }

    /** All attentions in order; entry i uses cache layer i. */
    public List<Op.Attention> attentions() {
        return ops.stream()
                .filter(Op.Attention.class::isInstance)
                .map(Op.Attention.class::cast)
                .toList();
    }
}

package dev.samovar.template;

import java.util.ArrayList;
import java.util.List;

/** What a {@code for} or a filter sees when it walks a value. */
final class Iteration {
    private Iteration() {}

    /** The items; not to be changed. */
    static List<Value> items(Value value, Budget budget) {
        return switch (value) {
            case Value.Sequence s -> s.items();
            case Value.Dict d -> new ArrayList<>(d.entries().keySet());
            case Value.Str s -> CodePoints.each(s.text(), budget);
            case Value.Undefined ignored -> List.of();
            default -> throw TemplateException.evaluation("'" + value.type() + "' object is not iterable");
        };
    }

    /** {@code len()}. */
    static int length(Value value) {
        return switch (value) {
            case Value.Sequence s
            when s.kind() != Value.Sequence.Kind.ITERATOR -> s.items().size();
            case Value.Dict d -> d.entries().size();
            case Value.Str s -> CodePoints.length(s.text());
            case Value.Undefined ignored -> 0;
            default -> throw TemplateException.evaluation("object of type '" + value.type() + "' has no len()");
        };
    }
}

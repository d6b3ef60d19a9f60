package dev.samovar.template;

/** Python's truth of a value. */
final class Truth {
    private Truth() {}

    static boolean of(Value value) {
        return switch (value) {
            case Value.Undefined ignored -> false;
            case Value.None ignored -> false;
            case Value.Bool b -> b == Value.Bool.TRUE;
            case Value.Int i -> i.value() != 0;
            case Value.Real r -> r.value() != 0;
            case Value.Str s -> !s.text().isEmpty();
            case Value.Sequence s ->
                s.kind() == Value.Sequence.Kind.ITERATOR || !s.items().isEmpty();
            case Value.Dict d -> !d.entries().isEmpty();
            case Value.Namespace ignored -> true;
            case Value.Function ignored -> true;
            case Loop ignored -> true;
        };
    }
}

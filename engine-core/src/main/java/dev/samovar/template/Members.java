package dev.samovar.template;

/** {@code value.name}, {@code value[index]} and slices. What is not there is undefined, not an error. */
final class Members {
    private Members() {}

    /** Attribute first, then item: {@code d.items} is the method even if there is a key of that name. */
    static Value attribute(Value target, String name, Run run) {
        if (target instanceof Value.Undefined u) {
            throw TemplateException.evaluation(u.reason());
        }
        Builtin method = Methods.find(target, name);
        if (method != null) {
            return new Value.Function(target.type() + "." + name, arguments -> method.apply(target, arguments, run));
        }
        Value found = switch (target) {
            case Value.Dict d -> d.entries().get(new Value.Str(name));
            case Value.Namespace n -> n.attributes().get(name);
            case Loop l -> l.attribute(name);
            default -> null;
        };
        return found == null ? missing(target, name) : found;
    }

    private static Value.Undefined missing(Value target, String name) {
        String owner = target instanceof Value.None ? "None" : "'" + target.type() + " object'";
        return new Value.Undefined(owner + " has no attribute '" + name + "'");
    }

    /** Item first, then attribute. */
    static Value item(Value target, Value index, Run run) {
        Value found = switch (target) {
            case Value.Undefined u -> throw TemplateException.evaluation(u.reason());
            case Value.Dict d -> DictKey.isKey(index) ? d.entries().get(DictKey.of(index)) : null;
            case Value.Sequence s
            when s.kind() != Value.Sequence.Kind.ITERATOR && Numbers.isInteger(index) -> {
                int at = position(Numbers.integer(index), s.items().size());
                yield at < 0 ? null : s.items().get(at);
            }
            case Value.Str s
            when Numbers.isInteger(index) -> {
                int at = position(Numbers.integer(index), CodePoints.length(s.text()));
                yield at < 0 ? null : new Value.Str(CodePoints.slice(s.text(), new SliceRange(at, at + 1, 1)));
            }
            default -> null;
        };
        if (found != null) {
            return found;
        }
        return index instanceof Value.Str s
                ? attribute(target, s.text(), run)
                : new Value.Undefined(target.type() + " object has no element " + PythonText.repr(index, run.budget()));
    }

    private static int position(long index, int length) {
        long at = index < 0 ? index + length : index;
        return at >= 0 && at < length ? (int) at : -1;
    }

    static Value slice(Value target, Value start, Value stop, Value step, Run run) {
        return switch (target) {
            case Value.Undefined u -> throw TemplateException.evaluation(u.reason());
            case Value.Str s -> {
                run.budget().produce(s.text().length());
                yield new Value.Str(
                        CodePoints.slice(s.text(), SliceRange.of(start, stop, step, CodePoints.length(s.text()))));
            }
            case Value.Sequence s
            when s.kind() != Value.Sequence.Kind.ITERATOR -> {
                run.budget().produce(s.items().size());
                yield new Value.Sequence(
                        SliceRange.of(start, stop, step, s.items().size()).of(s.items()), s.kind());
            }
            default -> throw TemplateException.evaluation("'" + target.type() + "' object cannot be sliced");
        };
    }
}

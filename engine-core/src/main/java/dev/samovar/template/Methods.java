package dev.samovar.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods of Python's types that templates may call: none changes its receiver. */
final class Methods {
    private Methods() {}

    static @Nullable Builtin find(Value receiver, String name) {
        return switch (receiver) {
            case Value.Str ignored -> StringMethods.find(name);
            case Value.Dict ignored -> ofDict(name);
            case Value.Sequence s when s.kind() != Value.Sequence.Kind.ITERATOR -> ofSequence(name);
            default -> null;
        };
    }

    private static @Nullable Builtin ofDict(String name) {
        return switch (name) {
            case "items" ->
                (value, arguments, run) -> Value.Sequence.list(SequenceFilters.pairs((Value.Dict) value, run));
            case "keys" -> SequenceFilters::list;
            case "values" ->
                (value, arguments, run) -> Value.Sequence.list(
                        new ArrayList<>(((Value.Dict) value).entries().values()));
            case "get" -> Methods::get;
            case "copy" -> (value, arguments, run) -> value;
            case "pop", "popitem", "update", "setdefault", "clear" -> refusing(name);
            default -> null;
        };
    }

    private static Value get(Value dict, Arguments arguments, Run run) {
        Value key = arguments.get(0, "key");
        Value found = DictKey.isKey(key) ? ((Value.Dict) dict).entries().get(DictKey.of(key)) : null;
        return found == null ? arguments.or(1, "default", Value.None.NONE) : found;
    }

    private static @Nullable Builtin ofSequence(String name) {
        return switch (name) {
            case "index" ->
                (value, arguments, run) -> {
                    List<Value> items = ((Value.Sequence) value).items();
                    int index = Equality.indexOf(items, arguments.get(0, "value"), run.budget());
                    if (index < 0) {
                        throw TemplateException.evaluation("the value is not in the list");
                    }
                    return new Value.Int(index);
                };
            case "count" ->
                (value, arguments, run) -> {
                    Value wanted = arguments.get(0, "value");
                    long count = 0;
                    for (Value item : ((Value.Sequence) value).items()) {
                        count += Equality.equal(item, wanted, run.budget()) ? 1 : 0;
                    }
                    return new Value.Int(count);
                };
            case "copy" -> (value, arguments, run) -> value;
            case "append", "extend", "insert", "remove", "pop", "reverse", "sort", "clear" -> refusing(name);
            default -> null;
        };
    }

    /** What would change a value is refused, as the immutable sandbox does it. */
    private static Builtin refusing(String name) {
        return (value, arguments, run) -> {
            throw TemplateException.evaluation("'" + name + "' would change a " + value.type()
                    + ", which templates cannot; make a new one with + or a namespace()");
        };
    }
}

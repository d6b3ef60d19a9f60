package dev.samovar.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Filters of any value. */
final class ValueFilters {
    private ValueFilters() {}

    static Value orDefault(Value value, Arguments arguments, Run run) {
        boolean replaced =
                value instanceof Value.Undefined || (arguments.flag(1, "boolean", false) && !Truth.of(value));
        return replaced ? arguments.or(0, "default_value", new Value.Str("")) : value;
    }

    /** Attribute only, never an item. */
    static Value attribute(Value value, Arguments arguments, Run run) {
        String name = arguments.text(0, "name");
        return value instanceof Value.Dict && Methods.find(value, name) == null
                ? new Value.Undefined("'dict object' has no attribute '" + name + "'")
                : Members.attribute(value, name, run);
    }

    static Value string(Value value, Arguments arguments, Run run) {
        return value instanceof Value.Str ? value : new Value.Str(PythonText.str(value, run.budget()));
    }

    /** As {@code transformers} defines it: no HTML escapes, and not ASCII only unless asked. */
    static Value toJson(Value value, Arguments arguments, Run run) {
        Value separators = arguments.or(2, "separators", Value.None.NONE);
        String indent = indent(arguments.or(1, "indent", Value.None.NONE), run.budget());
        String itemSeparator = indent == null ? ", " : ",";
        String keySeparator = ": ";
        if (!(separators instanceof Value.None)) {
            List<Value> pair = Iteration.items(separators, run.budget());
            if (pair.size() != 2) {
                throw TemplateException.evaluation("tojson: 'separators' must be two strings");
            }
            itemSeparator = PythonText.str(pair.get(0), run.budget());
            keySeparator = PythonText.str(pair.get(1), run.budget());
        }
        var format = new JsonText.Format(
                indent,
                itemSeparator,
                keySeparator,
                arguments.flag(0, "ensure_ascii", false),
                arguments.flag(3, "sort_keys", false));
        return new Value.Str(JsonText.of(value, format, run.budget()));
    }

    private static @Nullable String indent(Value indent, Budget budget) {
        if (indent instanceof Value.None) {
            return null;
        }
        if (indent instanceof Value.Str s) {
            return s.text();
        }
        if (!Numbers.isInteger(indent)) {
            throw TemplateException.evaluation("tojson: 'indent' must be an integer or a string, not " + indent.type());
        }
        long width = Math.max(0, Numbers.integer(indent));
        budget.produce(width);
        return " ".repeat((int) width);
    }
}

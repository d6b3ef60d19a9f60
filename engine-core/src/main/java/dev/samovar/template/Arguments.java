package dev.samovar.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The evaluated arguments of a call, by position and by name. */
record Arguments(String callee, List<Value> positional, Map<String, Value> named) {

    static Arguments none(String callee) {
        return new Arguments(callee, List.of(), Map.of());
    }

    @Nullable
    Value find(int index, String name) {
        return index < positional.size() ? positional.get(index) : named.get(name);
    }

    Value get(int index, String name) {
        Value value = find(index, name);
        if (value == null) {
            throw TemplateException.evaluation(callee + " needs the argument '" + name + "'");
        }
        return value;
    }

    Value or(int index, String name, Value fallback) {
        Value value = find(index, name);
        return value == null ? fallback : value;
    }

    String text(int index, String name) {
        return text(index, name, get(index, name));
    }

    String text(int index, String name, String fallback) {
        Value value = find(index, name);
        return value == null ? fallback : text(index, name, value);
    }

    private String text(int index, String name, Value value) {
        if (value instanceof Value.Str s) {
            return s.text();
        }
        throw wrongType(index, name, "a string", value);
    }

    /** An integer; None and what is absent give the fallback. */
    long integer(int index, String name, long fallback) {
        Value value = find(index, name);
        if (value == null || value instanceof Value.None) {
            return fallback;
        }
        if (value instanceof Value.Int i) {
            return i.value();
        }
        if (value instanceof Value.Bool b) {
            return b == Value.Bool.TRUE ? 1 : 0;
        }
        throw wrongType(index, name, "an integer", value);
    }

    boolean flag(int index, String name, boolean fallback) {
        Value value = find(index, name);
        return value == null ? fallback : Truth.of(value);
    }

    /** The arguments after the first {@code count} positional ones, for filters that pass the rest on. */
    Arguments after(int count, String newCallee) {
        return new Arguments(
                newCallee,
                new ArrayList<>(positional.subList(Math.min(count, positional.size()), positional.size())),
                named);
    }

    private TemplateException wrongType(int index, String name, String expected, Value came) {
        return TemplateException.evaluation(callee + ": argument " + (index + 1) + " ('" + name + "') must be "
                + expected + ", not " + came.type());
    }
}

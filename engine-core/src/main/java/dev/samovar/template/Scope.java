package dev.samovar.template;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names and their values; what an inner scope sets, an outer one does not see. */
final class Scope {
    private final @Nullable Scope outer;
    private final Map<String, Value> names = new LinkedHashMap<>();

    Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    Value get(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            Value value = scope.names.get(name);
            if (value != null) {
                return value;
            }
        }
        return new Value.Undefined("'" + name + "' is undefined");
    }

    void set(String name, Value value) {
        names.put(name, value);
    }
}

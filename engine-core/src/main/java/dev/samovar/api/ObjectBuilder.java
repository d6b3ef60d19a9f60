package dev.samovar.api;

import dev.samovar.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Writes an object member by member; what is absent is left out. */
final class ObjectBuilder {
    private final Map<String, Json> members = new LinkedHashMap<>();

    ObjectBuilder put(String name, Json value) {
        members.put(name, value);
        return this;
    }

    ObjectBuilder put(String name, String value) {
        return put(name, new Json.Str(value));
    }

    ObjectBuilder put(String name, long value) {
        return put(name, Json.Num.of(value));
    }

    ObjectBuilder put(String name, double value) {
        return put(name, Json.Num.of(value));
    }

    /** Writes true only: false is the default of every flag that is written so. */
    ObjectBuilder putFlag(String name, boolean value) {
        return value ? put(name, Json.Bool.TRUE) : this;
    }

    ObjectBuilder put(String name, Optional<? extends Json> value) {
        value.ifPresent(present -> members.put(name, present));
        return this;
    }

    ObjectBuilder putText(String name, Optional<String> value) {
        return put(name, value.map(Json.Str::new));
    }

    ObjectBuilder putNumber(String name, Optional<Double> value) {
        return put(name, value.map(Json.Num::of));
    }

    ObjectBuilder putInteger(String name, Optional<Long> value) {
        return put(name, value.map(Json.Num::of));
    }

    /** A list that is left out when empty. */
    <T> ObjectBuilder putList(String name, List<T> values, Function<T, ? extends Json> write) {
        return values.isEmpty() ? this : put(name, array(values, write));
    }

    static <T> Json array(List<T> values, Function<T, ? extends Json> write) {
        return new Json.Arr(values.stream().<Json>map(write).toList());
    }

    ObjectBuilder putAll(Map<String, Json> more) {
        members.putAll(more);
        return this;
    }

    Json.Obj build() {
        return new Json.Obj(members);
    }
}

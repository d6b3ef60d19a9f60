package dev.samovar.api;

import dev.samovar.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The members of one object of a request, checked as they are read. */
final class Fields {
    private final Map<String, Json> members;
    private final String path;

    private Fields(Map<String, Json> members, String path) {
        this.members = members;
        this.path = path;
    }

    /** @param path of the object within the request, empty for the request itself */
    static Fields of(Json json, String path) {
        if (json instanceof Json.Obj object) {
            return new Fields(object.members(), path);
        }
        throw Invalid.type(path.isEmpty() ? "request" : path, "an object", json);
    }

    Map<String, Json> members() {
        return members;
    }

    String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    Optional<Json> any(String name) {
        Json value = members.get(name);
        return value == null || value instanceof Json.Null ? Optional.empty() : Optional.of(value);
    }

    Json required(String name) {
        return any(name).orElseThrow(() -> Invalid.missing(path(name)));
    }

    Optional<String> text(String name) {
        return any(name).map(value -> text(path(name), value));
    }

    String requiredText(String name) {
        return text(path(name), required(name));
    }

    static String text(String path, Json value) {
        if (value instanceof Json.Str s) {
            return s.value();
        }
        throw Invalid.type(path, "a string", value);
    }

    Optional<Boolean> flag(String name) {
        return any(name).map(value -> {
            if (value instanceof Json.Bool b) {
                return b == Json.Bool.TRUE;
            }
            throw Invalid.type(path(name), "a boolean", value);
        });
    }

    boolean flag(String name, boolean fallback) {
        return flag(name).orElse(fallback);
    }

    /** A number within bounds, both included. */
    Optional<Double> number(String name, double least, double most) {
        return any(name).map(value -> number(path(name), value, least, most));
    }

    static double number(String path, Json value, double least, double most) {
        if (!(value instanceof Json.Num number)) {
            throw Invalid.type(path, "a number", value);
        }
        if (number.value() < least) {
            throw Invalid.range(
                    path, "a value >= " + Json.Num.of(least).text(), number.text(), "decimal_below_min_value");
        }
        if (number.value() > most) {
            throw Invalid.range(
                    path, "a value <= " + Json.Num.of(most).text(), number.text(), "decimal_above_max_value");
        }
        return number.value();
    }

    Optional<Long> integer(String name, long least, long most) {
        return any(name).map(value -> integer(path(name), value, least, most));
    }

    static long integer(String path, Json value, long least, long most) {
        if (!(value instanceof Json.Num number) || number.value() != Math.rint(number.value())) {
            throw Invalid.type(path, "an integer", value);
        }
        if (number.value() < least) {
            throw Invalid.range(path, "a value >= " + least, number.text(), "integer_below_min_value");
        }
        if (number.value() > most) {
            throw Invalid.range(path, "a value <= " + most, number.text(), "integer_above_max_value");
        }
        try {
            return number.isInteger() ? Long.parseLong(number.text()) : (long) number.value();
        } catch (NumberFormatException justAbove64Bits) {
            throw Invalid.range(path, "a 64-bit integer", number.text(), "integer_above_max_value");
        }
    }

    Optional<Fields> object(String name) {
        return any(name).map(value -> of(value, path(name)));
    }

    Optional<List<Json>> list(String name) {
        return any(name).map(value -> list(path(name), value));
    }

    static List<Json> list(String path, Json value) {
        if (value instanceof Json.Arr array) {
            return array.items();
        }
        throw Invalid.type(path, "an array", value);
    }

    /** The items of an array of objects; an absent one is empty. */
    List<Fields> objects(String name) {
        List<Json> items = list(name).orElse(List.of());
        List<Fields> objects = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            objects.add(of(items.get(i), path(name) + "[" + i + "]"));
        }
        return objects;
    }
}

package dev.samovar.model;

import dev.samovar.json.Json;
import dev.samovar.weights.ModelFormatException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model's {@code config.json} with typed access: every field is checked where it is read, and errors name it.
 *
 * @param source the file's name, for messages
 */
public record Config(Json json, String source) {

    /** Sizes beyond this are no model's: they would overflow products of two. */
    private static final int LARGEST = 1 << 24;

    /** Our own field, beside those of the file. */
    private static final String CONTEXT = "engine_context_length";

    /** A positive integer that must be there. */
    public int integer(String name) {
        Json value = field(name);
        if (value == null) {
            throw new ModelFormatException(source + " lacks the field " + name);
        }
        return positive(name, value);
    }

    /** A positive integer that must be there and of a size that models have. */
    int integerUpTo(int largest, String name) {
        int value = integer(name);
        if (value > largest) {
            throw new ModelFormatException(
                    source + ": field " + name + " must be at most " + largest + ", not " + value);
        }
        return value;
    }

    public int integer(String name, int absent) {
        Json value = field(name);
        return value == null ? absent : positive(name, value);
    }

    public float number(String name, float absent) {
        Json value = field(name);
        if (value == null) {
            return absent;
        }
        if (value instanceof Json.Num n) {
            return (float) n.value();
        }
        throw wrong(name, "a number", value);
    }

    public boolean flag(String name, boolean absent) {
        Json value = field(name);
        if (value == null) {
            return absent;
        }
        if (value instanceof Json.Bool b) {
            return b == Json.Bool.TRUE;
        }
        throw wrong(name, "true or false", value);
    }

    public String text(String name, String absent) {
        Json value = field(name);
        if (value == null) {
            return absent;
        }
        if (value instanceof Json.Str s) {
            return s.value();
        }
        throw wrong(name, "a string", value);
    }

    /** An integer from 0, such as a count that may be none. */
    public int count(String name, int absent) {
        Json value = field(name);
        return value == null ? absent : nonNegative(name, value);
    }

    /** The integers from 0 of an array, none when it is absent. */
    public List<Integer> integers(String name) {
        return items(name).stream().map(item -> nonNegative(name, item)).toList();
    }

    /** The numbers of an array, none when it is absent. */
    public List<Float> numbers(String name) {
        return items(name).stream()
                .map(item -> {
                    if (item instanceof Json.Num n) {
                        return (float) n.value();
                    }
                    throw wrong(name, "an array of numbers", item);
                })
                .toList();
    }

    /** The strings of an array, none when it is absent. */
    public List<String> texts(String name) {
        return items(name).stream()
                .map(item -> {
                    if (item instanceof Json.Str s) {
                        return s.value();
                    }
                    throw wrong(name, "an array of strings", item);
                })
                .toList();
    }

    /** A nested object, or null when absent. */
    public @Nullable Config object(String name) {
        Json value = field(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Json.Obj) {
            return new Config(value, source + " → " + name);
        }
        throw wrong(name, "an object", value);
    }

    /** The raw member; an explicit null counts as absent. */
    public @Nullable Json field(String name) {
        Json value = json.get(name);
        return value == Json.Null.NULL ? null : value;
    }

    /** Positions to run with: those the engine chose, or those the model was made for. */
    public int contextLength() {
        return integer(CONTEXT, integer("max_position_embeddings", 2048));
    }

    /** The same model with room for {@code positions}; some rotary embeddings depend on it. */
    public Config withContextLength(int positions) {
        return with(CONTEXT, Json.Num.of(positions));
    }

    /** The same with members of {@code defaults} (a JSON object) where this has none; an explicit null stays null. */
    Config withDefaults(String defaults) {
        Map<String, Json> merged = new LinkedHashMap<>();
        if (Json.parse(defaults) instanceof Json.Obj o) {
            merged.putAll(o.members());
        }
        if (json instanceof Json.Obj o) {
            merged.putAll(o.members());
        }
        return new Config(new Json.Obj(merged), source);
    }

    /** The same with {@code name} holding what {@code alias} does, unless it is there itself. */
    Config withAlias(String name, String alias) {
        Json value = field(alias);
        return value == null || field(name) != null ? this : with(name, value);
    }

    private Config with(String name, Json value) {
        Map<String, Json> members = new LinkedHashMap<>();
        if (json instanceof Json.Obj o) {
            members.putAll(o.members());
        }
        members.put(name, value);
        return new Config(new Json.Obj(members), source);
    }

    private List<Json> items(String name) {
        Json value = field(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof Json.Arr array) {
            return array.items();
        }
        throw wrong(name, "an array", value);
    }

    private int nonNegative(String name, Json value) {
        if (value instanceof Json.Num n && n.isInteger() && n.value() >= 0 && n.value() <= LARGEST) {
            return (int) n.value();
        }
        throw wrong(name, "an integer from 0 to " + LARGEST, value);
    }

    private int positive(String name, Json value) {
        if (value instanceof Json.Num n && n.isInteger() && n.value() >= 1 && n.value() <= LARGEST) {
            return (int) n.value();
        }
        throw wrong(name, "an integer from 1 to " + LARGEST, value);
    }

    private ModelFormatException wrong(String name, String expected, Json came) {
        return new ModelFormatException(source + ": field " + name + " must be " + expected + ", not " + came.text());
    }
}

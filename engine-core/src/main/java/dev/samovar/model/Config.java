package dev.samovar.model;

import dev.samovar.json.Json;
import dev.samovar.weights.ModelFormatException;
import org.jspecify.annotations.Nullable;

/**
 * A model's {@code config.json} with typed access: every field is checked where it is read, and errors name it.
 *
 * @param source the file's name, for messages
 */
public record Config(Json json, String source) {

    /** Sizes beyond this are no model's: they would overflow products of two. */
    private static final int LARGEST = 1 << 24;

    /** A positive integer that must be there. */
    public int integer(String name) {
        Json value = field(name);
        if (value == null) {
            throw new ModelFormatException(source + " lacks the field " + name);
        }
        return positive(name, value);
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

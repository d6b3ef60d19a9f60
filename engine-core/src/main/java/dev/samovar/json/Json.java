package dev.samovar.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value. Objects keep the order of their members; numbers keep their text, so that 64-bit integers and exponents
 * survive a round trip.
 */
public sealed interface Json {

    /** Members in source order; a repeated name keeps the last value, as JavaScript does. */
    record Obj(Map<String, Json> members) implements Json {}

    record Arr(List<Json> items) implements Json {}

    record Str(String value) implements Json {}

    /** A number as written; {@code text} is valid JSON number syntax. */
    record Num(String text) implements Json {
        public static Num of(long value) {
            return new Num(Long.toString(value));
        }

        /** JSON has no NaN or infinities: they are refused. */
        public static Num of(double value) {
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                throw new IllegalArgumentException("JSON has no number " + value);
            }
            if (value == Math.rint(value) && Math.abs(value) < 1e15) {
                return of((long) value);
            }
            return new Num(Double.toString(value));
        }

        public double value() {
            return Double.parseDouble(text);
        }

        /** Whether the number is written without fraction or exponent. */
        public boolean isInteger() {
            return text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
        }
    }

    enum Bool implements Json {
        TRUE,
        FALSE;

        public static Bool of(boolean value) {
            return value ? TRUE : FALSE;
        }
    }

    enum Null implements Json {
        NULL
    }

    /** Parses one JSON document; see {@link JsonReader} for limits and errors. */
    static Json parse(String text) {
        return new JsonReader(text).document();
    }

    /** The compact text of this value. */
    default String text() {
        var out = new StringBuilder();
        JsonWriter.write(this, out);
        return out.toString();
    }

    /** The member of this object, or null when this is no object or has no such member. */
    default @Nullable Json get(String name) {
        return this instanceof Obj o ? o.members().get(name) : null;
    }
}

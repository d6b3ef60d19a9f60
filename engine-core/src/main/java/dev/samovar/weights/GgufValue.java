package dev.samovar.weights;

import java.util.List;

/** A metadata value of a GGUF file. */
public sealed interface GgufValue {

    /** Any integer type; unsigned 64-bit numbers beyond the range of long come out negative. */
    record Int(long value) implements GgufValue {}

    record Real(double value) implements GgufValue {}

    record Flag(boolean value) implements GgufValue {}

    record Text(String value) implements GgufValue {}

    /** An array of strings or of arrays. */
    record Items(List<GgufValue> values) implements GgufValue {}

    /**
     * An array of numbers or truth values, kept as it lies in the file: hostile files cannot blow it up.
     *
     * @param type number of the element type
     */
    record Numbers(int type, int count, byte[] raw) implements GgufValue {}

    /** What the value is, for messages. */
    default String kind() {
        return switch (this) {
            case Int i -> "the integer " + i.value();
            case Real r -> "the number " + r.value();
            case Flag f -> String.valueOf(f.value());
            case Text t -> "a string";
            case Items a -> "an array of " + a.values().size() + " strings or arrays";
            case Numbers n -> "an array of " + n.count() + " numbers of type " + n.type();
        };
    }
}

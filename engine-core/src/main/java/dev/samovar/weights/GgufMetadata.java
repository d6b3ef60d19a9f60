package dev.samovar.weights;

import dev.samovar.quant.LittleEndian;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The key/value pairs of a GGUF file with typed access; a value of another type than asked for is an error naming the
 * key.
 *
 * @param source the file's name, for messages
 */
public record GgufMetadata(Map<String, GgufValue> values, String source) {
    private static final int UINT32 = 4;
    private static final int INT32 = 5;
    private static final int FLOAT32 = 6;

    public Optional<String> text(String key) {
        return switch (values.get(key)) {
            case null -> Optional.empty();
            case GgufValue.Text t -> Optional.of(t.value());
            case GgufValue other -> throw wrong(key, "a string", other);
        };
    }

    public Optional<Long> integer(String key) {
        return switch (values.get(key)) {
            case null -> Optional.empty();
            case GgufValue.Int i -> Optional.of(i.value());
            case GgufValue other -> throw wrong(key, "an integer", other);
        };
    }

    public Optional<Boolean> flag(String key) {
        return switch (values.get(key)) {
            case null -> Optional.empty();
            case GgufValue.Flag f -> Optional.of(f.value());
            case GgufValue other -> throw wrong(key, "a truth value", other);
        };
    }

    /** The strings of an array, empty when the key is absent. */
    public List<String> texts(String key) {
        return switch (values.get(key)) {
            case null -> List.of();
            case GgufValue.Items items ->
                items.values().stream().map(item -> text(key, item)).toList();
            case GgufValue other -> throw wrong(key, "an array of strings", other);
        };
    }

    /** The integers of an array, empty when the key is absent. */
    public int[] integers(String key) {
        return switch (values.get(key)) {
            case null -> new int[0];
            case GgufValue.Numbers n
            when n.type() == INT32 || n.type() == UINT32 -> {
                int[] out = new int[n.count()];
                for (int i = 0; i < out.length; i++) {
                    out[i] = LittleEndian.i32(n.raw(), 4 * i);
                }
                yield out;
            }
            case GgufValue other -> throw wrong(key, "an array of 32-bit integers", other);
        };
    }

    /** The floats of an array, empty when the key is absent. */
    public float[] numbers(String key) {
        return switch (values.get(key)) {
            case null -> new float[0];
            case GgufValue.Numbers n
            when n.type() == FLOAT32 -> {
                float[] out = new float[n.count()];
                for (int i = 0; i < out.length; i++) {
                    out[i] = LittleEndian.f32(n.raw(), 4 * i);
                }
                yield out;
            }
            case GgufValue other -> throw wrong(key, "an array of floats", other);
        };
    }

    private String text(String key, GgufValue item) {
        if (item instanceof GgufValue.Text t) {
            return t.value();
        }
        throw wrong(key, "an array of strings", item);
    }

    private ModelFormatException wrong(String key, String expected, GgufValue came) {
        return new ModelFormatException(source + ": metadata " + key + " must be " + expected + ", not " + came.kind());
    }
}

package dev.samovar.weights;

import java.util.ArrayList;
import java.util.List;

/** Reads a metadata value of a given type number. */
final class GgufValueReader {
    /** Arrays of arrays are allowed by the format, though nobody writes them. */
    private static final int DEEPEST = 4;

    private static final int TEXT = 8;
    private static final int ARRAY = 9;

    private GgufValueReader() {}

    static GgufValue read(GgufCursor in, int type, String field, int depth) {
        return switch (type) {
            case 0 -> new GgufValue.Int(in.u8(field));
            case 1 -> new GgufValue.Int((byte) in.u8(field));
            case 2 -> new GgufValue.Int(in.u16(field));
            case 3 -> new GgufValue.Int((short) in.u16(field));
            case 4 -> new GgufValue.Int(Integer.toUnsignedLong(in.i32(field)));
            case 5 -> new GgufValue.Int(in.i32(field));
            case 6 -> new GgufValue.Real(in.f32(field));
            case 7 -> new GgufValue.Flag(in.u8(field) != 0);
            case TEXT -> new GgufValue.Text(in.text(field));
            case ARRAY -> array(in, field, depth);
            case 10, 11 -> new GgufValue.Int(in.i64(field));
            case 12 -> new GgufValue.Real(in.f64(field));
            default -> throw unknown(in, type, "type of " + field);
        };
    }

    private static GgufValue array(GgufCursor in, String field, int depth) {
        if (depth == DEEPEST) {
            throw in.wrong(field, in.position(), "nested at most " + DEEPEST + " arrays deep", "deeper");
        }
        int type = in.i32("element type of " + field);
        int size = size(in, type, field);
        int count = in.count("length of " + field, size);
        if (type != TEXT && type != ARRAY) {
            return new GgufValue.Numbers(type, count, in.bytes(count * size, field));
        }
        List<GgufValue> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(read(in, type, field, depth + 1));
        }
        return new GgufValue.Items(values);
    }

    /** Bytes of a number, or of the shortest string or array. */
    private static int size(GgufCursor in, int type, String field) {
        return switch (type) {
            case 0, 1, 7 -> 1;
            case 2, 3 -> 2;
            case 4, 5, 6 -> 4;
            case TEXT, 10, 11, 12 -> 8;
            case ARRAY -> 12;
            default -> throw unknown(in, type, "element type of " + field);
        };
    }

    private static ModelFormatException unknown(GgufCursor in, int type, String field) {
        return in.wrong(field, in.position() - 4, "a value type from 0 to 12", Integer.toUnsignedString(type));
    }
}

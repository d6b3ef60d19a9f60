package dev.samovar.weights;

import dev.samovar.quant.LittleEndian;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the header of a GGUF file front to back. Nothing is allocated beyond what the file holds. */
final class GgufCursor {
    /** Bytes fetched at a time: headers with a large vocabulary have about ten million. */
    private static final int WINDOW = 1 << 20;

    private final ByteSource source;
    private byte[] window = {};
    private long windowStart;
    private long position;

    GgufCursor(ByteSource source) {
        this.source = source;
    }

    long position() {
        return position;
    }

    long remaining() {
        return source.size() - position;
    }

    int u8(String field) {
        int at = take(1, field); // may replace the window
        return window[at] & 0xff;
    }

    int u16(String field) {
        int at = take(2, field);
        return LittleEndian.u16(window, at);
    }

    int i32(String field) {
        int at = take(4, field);
        return LittleEndian.i32(window, at);
    }

    long i64(String field) {
        int at = take(8, field);
        return LittleEndian.i64(window, at);
    }

    float f32(String field) {
        return Float.intBitsToFloat(i32(field));
    }

    double f64(String field) {
        return Double.longBitsToDouble(i64(field));
    }

    String text(String field) {
        int length = count(field + " (length of a string)", 1);
        int at = take(length, field);
        return new String(window, at, length, StandardCharsets.UTF_8);
    }

    byte[] bytes(int length, String field) {
        int at = take(length, field);
        return Arrays.copyOfRange(window, at, at + length);
    }

    /**
     * A 64-bit count of things of at least {@code bytesEach} bytes, which the rest of the file must be able to hold, and
     * an array too.
     */
    int count(String field, int bytesEach) {
        long at = position;
        long count = i64(field);
        long largest = Math.min(remaining(), Integer.MAX_VALUE) / bytesEach;
        if (count < 0 || count > largest) {
            throw new ModelFormatException(source.name() + ": " + field + " at offset " + at + " is "
                    + Long.toUnsignedString(count) + ", but the file has room for " + largest);
        }
        return (int) count;
    }

    /** An error about the field at {@code offset}. */
    ModelFormatException wrong(String field, long offset, String expected, String came) {
        return new ModelFormatException(
                source.name() + ": " + field + " at offset " + offset + " must be " + expected + ", not " + came);
    }

    /** Makes the next {@code bytes} available and returns their place in the window. */
    private int take(int bytes, String field) {
        if (bytes > remaining()) {
            throw new ModelFormatException(source.name() + ": " + field + " at offset " + position + " needs " + bytes
                    + " bytes, but the file ends after " + remaining() + "; it is truncated");
        }
        if (position + bytes > windowStart + window.length) {
            int length = (int) Math.min(remaining(), Math.max(bytes, WINDOW));
            window = source.read(position, length);
            windowStart = position;
        }
        int at = (int) (position - windowStart);
        position += bytes;
        return at;
    }
}

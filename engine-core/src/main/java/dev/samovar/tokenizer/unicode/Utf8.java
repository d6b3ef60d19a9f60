package dev.samovar.tokenizer.unicode;

/** Code points to UTF-8. */
public final class Utf8 {
    /** The longest encoding of one code point. */
    public static final int MAX_BYTES = 4;

    private Utf8() {}

    /** Writes {@code codePoint} at {@code at} and returns the position after it. */
    public static int write(int codePoint, byte[] out, int at) {
        int next = at;
        if (codePoint < 0x80) {
            out[next++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            out[next++] = (byte) (0xC0 | (codePoint >> 6));
            out[next++] = (byte) (0x80 | (codePoint & 0x3F));
        } else if (codePoint < 0x10000) {
            out[next++] = (byte) (0xE0 | (codePoint >> 12));
            out[next++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
            out[next++] = (byte) (0x80 | (codePoint & 0x3F));
        } else {
            out[next++] = (byte) (0xF0 | (codePoint >> 18));
            out[next++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
            out[next++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
            out[next++] = (byte) (0x80 | (codePoint & 0x3F));
        }
        return next;
    }
}

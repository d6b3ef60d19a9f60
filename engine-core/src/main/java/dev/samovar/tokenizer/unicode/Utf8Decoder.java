package dev.samovar.tokenizer.unicode;

/**
 * UTF-8 to text, fed in pieces cut anywhere. Emits each code point as soon as its last byte is there; a malformed sequence
 * becomes one U+FFFD for each maximal part that could have begun a code point, as the Unicode standard recommends.
 */
public final class Utf8Decoder {
    private static final char REPLACEMENT = '\uFFFD';

    private int codePoint;
    private int missing;
    /** Bounds of the next continuation byte: narrower after E0, ED, F0 and F4. */
    private int low = 0x80;

    private int high = 0xBF;

    /** Decodes one more byte. */
    public void accept(byte value, StringBuilder out) {
        int b = value & 0xFF;
        if (missing > 0 && b >= low && b <= high) {
            codePoint = (codePoint << 6) | (b & 0x3F);
            low = 0x80;
            high = 0xBF;
            if (--missing == 0) {
                out.appendCodePoint(codePoint);
            }
            return;
        }
        flush(out);
        if (b < 0x80) {
            out.append((char) b);
        } else if (b >= 0xC2 && b <= 0xF4) {
            missing = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
            codePoint = b & (0x3F >> missing);
            low = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
            high = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
        } else {
            out.append(REPLACEMENT);
        }
    }

    /** Ends the text: a code point still incomplete becomes U+FFFD. */
    public void flush(StringBuilder out) {
        if (missing > 0) {
            missing = 0;
            low = 0x80;
            high = 0xBF;
            out.append(REPLACEMENT);
        }
    }
}

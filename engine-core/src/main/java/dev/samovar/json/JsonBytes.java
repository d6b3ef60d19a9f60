package dev.samovar.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the strings of a JSON document in UTF-8 as UTF-8, without making characters of them. */
final class JsonBytes {
    private final byte[] utf8;
    private byte[] unescaped = new byte[64];
    private int length;

    JsonBytes(byte[] utf8) {
        this.utf8 = utf8;
    }

    byte[] text() {
        return Arrays.copyOf(unescaped, length);
    }

    /** The position after the string whose opening quote is at {@code start}. */
    int skip(int start) {
        for (int at = start + 1; at < utf8.length; at++) {
            if (utf8[at] == '"') {
                return at + 1;
            }
            if (utf8[at] == '\\') {
                at++;
            }
        }
        throw new JsonException("the JSON text ends within a string", utf8.length);
    }

    /** Reads the string whose opening quote is at {@code start} and returns the position after it. */
    int read(int start) {
        int end = skip(start) - 1;
        int size = end - start - 1;
        if (size > unescaped.length) {
            unescaped = new byte[Math.max(size, 2 * unescaped.length)];
        }
        length = 0;
        for (int at = start + 1; at < end; at++) {
            byte b = utf8[at];
            if (b >= 0 && b < ' ') {
                throw new JsonException("expected an escaped control character", at);
            }
            if (b == '\\') {
                at = escape(at + 1);
            } else {
                unescaped[length++] = b;
            }
        }
        return end + 1;
    }

    /** Appends what the escape after the backslash means and returns the position of its last byte. */
    private int escape(int at) {
        int simple = "\"\\/bfnrt".indexOf(utf8[at]);
        if (simple >= 0) {
            unescaped[length++] = (byte) "\"\\/\b\f\n\r\t".charAt(simple);
            return at;
        }
        if (utf8[at] != 'u') {
            throw new JsonException("expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u", at);
        }
        int unit = unit(at);
        int low = Character.isHighSurrogate((char) unit)
                        && at + 6 < utf8.length
                        && utf8[at + 5] == '\\'
                        && utf8[at + 6] == 'u'
                ? unit(at + 6)
                : 0;
        if (Character.isLowSurrogate((char) low)) {
            append(Character.toCodePoint((char) unit, (char) low));
            return at + 10;
        }
        append(Character.isSurrogate((char) unit) ? 0xFFFD : unit);
        return at + 4;
    }

    /** The four hexadecimal digits after the {@code u} at {@code at}. */
    private int unit(int at) {
        int unit = 0;
        for (int i = at + 1; i <= at + 4; i++) {
            int digit = i < utf8.length ? Character.digit((char) utf8[i], 16) : -1;
            if (digit < 0) {
                throw new JsonException("expected four hexadecimal digits", i);
            }
            unit = unit * 16 + digit;
        }
        return unit;
    }

    /** Appends UTF-8; an escape is always longer than what it stands for, so there is room. */
    private void append(int codePoint) {
        byte[] encoded = new String(Character.toChars(codePoint)).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(encoded, 0, unescaped, length, encoded.length);
        length += encoded.length;
    }
}

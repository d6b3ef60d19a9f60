package dev.samovar.json;

import java.nio.charset.StandardCharsets;

/**
 * Reads a JSON document value by value, front to back, without building a tree: for files of many megabytes, such as
 * tokenizers. The caller walks: {@code for (in.beginObject(); in.nextMember();) { … one value … }}.
 */
public final class JsonCursor {
    private final byte[] utf8;
    private final JsonBytes strings;
    private int at;
    private boolean fresh; // whether a container has just begun, so that no comma comes before its first value

    public JsonCursor(byte[] utf8) {
        this.utf8 = utf8;
        this.strings = new JsonBytes(utf8);
    }

    /** Index of the next byte to read; {@link #seek} returns to it. */
    public int position() {
        return at;
    }

    /** Goes to where a value begins. */
    public void seek(int position) {
        at = position;
        fresh = false;
    }

    public void beginObject() {
        expect('{');
        fresh = true;
    }

    public void beginArray() {
        expect('[');
        fresh = true;
    }

    /** Goes to the value of the object's next member, whose name is then {@link #text}; false at the object's end. */
    public boolean nextMember() {
        if (!next('}')) {
            return false;
        }
        string();
        expect(':');
        return true;
    }

    /** Goes to the array's next value; false at the array's end. */
    public boolean nextItem() {
        return next(']');
    }

    /** Whether the next value is a string. */
    public boolean isString() {
        skipSpace();
        return peek() == '"';
    }

    /** Reads a string, which is then {@link #text}. */
    public void string() {
        skipSpace();
        if (peek() != '"') {
            throw unexpected("a string");
        }
        at = strings.read(at);
    }

    /** The last string or member name read, as UTF-8; unpaired surrogates are U+FFFD. */
    public byte[] text() {
        return strings.text();
    }

    /** The last string or member name read. */
    public String textString() {
        return new String(text(), StandardCharsets.UTF_8);
    }

    public double number() {
        skipSpace();
        int start = at;
        while (at < utf8.length && "+-.eE0123456789".indexOf(utf8[at]) >= 0) {
            at++;
        }
        try {
            return Double.parseDouble(new String(utf8, start, at - start, StandardCharsets.ISO_8859_1));
        } catch (NumberFormatException e) {
            at = start;
            throw unexpected("a number");
        }
    }

    /** A number that is an {@code int}. */
    public int integer() {
        double value = number();
        if (value != (int) value) {
            throw unexpected("an integer of at most 32 bits before here");
        }
        return (int) value;
    }

    /** Passes one value of any kind. */
    public void skip() {
        int depth = 0;
        do {
            skipSpace();
            switch (peek()) {
                case '"' -> at = strings.skip(at);
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                case ',', ':' -> at++;
                default -> skipWord();
            }
        } while (depth > 0);
        fresh = false;
    }

    /** The next value as a tree. */
    public Json tree() {
        skipSpace();
        int start = at;
        skip();
        try {
            return Json.parse(new String(utf8, start, at - start, StandardCharsets.UTF_8));
        } catch (JsonException e) {
            throw new JsonException(e.getMessage() + " of the value", start);
        }
    }

    /** An error at the current position. */
    public JsonException unexpected(String expected) {
        String came = at < utf8.length ? "'" + (char) utf8[at] + "'" : "the end of the text";
        return new JsonException("expected " + expected + " but found " + came, at);
    }

    private boolean next(char end) {
        skipSpace();
        boolean first = fresh;
        fresh = false;
        if (peek() == end) {
            at++;
            return false;
        }
        if (!first) {
            expect(',');
        }
        return true;
    }

    private void skipWord() {
        int start = at;
        while (at < utf8.length && " \t\n\r,:{}[]\"".indexOf(utf8[at]) < 0) {
            at++;
        }
        if (at == start) {
            throw unexpected("a JSON value");
        }
    }

    private void expect(char wanted) {
        skipSpace();
        if (peek() != wanted) {
            throw unexpected("'" + wanted + "'");
        }
        at++;
    }

    private void skipSpace() {
        while (at < utf8.length && (utf8[at] == ' ' || utf8[at] == '\n' || utf8[at] == '\t' || utf8[at] == '\r')) {
            at++;
        }
    }

    private int peek() {
        if (at >= utf8.length) {
            throw new JsonException("the JSON text ends too early", at);
        }
        return utf8[at];
    }
}

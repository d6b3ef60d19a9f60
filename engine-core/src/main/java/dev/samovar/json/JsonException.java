package dev.samovar.json;

/** The text is not JSON; the message names what was expected, what came and where. */
public final class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int offset;

    JsonException(String message, int offset) {
        super(message + " at offset " + offset);
        this.offset = offset;
    }

    /** Index of the offending UTF-16 unit in the source text. */
    public int offset() {
        return offset;
    }
}

package dev.samovar.tokenizer;

import dev.samovar.tokenizer.unicode.Utf8Decoder;

/** Tokens to text one by one, as they arrive. Never gives out part of a code point. */
public final class Detokenizer {
    private final Tokenizer tokenizer;
    private final boolean showSpecial;
    private final Utf8Decoder utf8 = new Utf8Decoder();
    private int leadingSpaces;

    /** @param leadingSpaces how many spaces the text loses at its start, because encoding had put them there */
    public Detokenizer(Tokenizer tokenizer, boolean showSpecial, int leadingSpaces) {
        this.tokenizer = tokenizer;
        this.showSpecial = showSpecial;
        this.leadingSpaces = leadingSpaces;
    }

    /**
     * The text that this token completes; empty while a code point is unfinished.
     *
     * @throws IndexOutOfBoundsException when the id is negative
     */
    public String push(int id) {
        if (!showSpecial && tokenizer.isSpecial(id)) {
            return "";
        }
        var text = new StringBuilder();
        for (byte b : tokenizer.bytes(id)) {
            if (leadingSpaces > 0 && b == ' ') {
                leadingSpaces--;
            } else {
                leadingSpaces = 0;
                utf8.accept(b, text);
            }
        }
        return text.toString();
    }

    /** Ends the text: U+FFFD when a code point was cut, otherwise nothing. */
    public String flush() {
        var text = new StringBuilder();
        utf8.flush(text);
        return text.toString();
    }
}

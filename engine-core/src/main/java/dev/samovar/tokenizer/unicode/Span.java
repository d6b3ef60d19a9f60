package dev.samovar.tokenizer.unicode;

/**
 * Part of a text on its way to becoming tokens: {@code text[start..end)}.
 *
 * @param first whether the input begins here, as some tokenizers write a space before the first word only
 */
public record Span(int[] text, int start, int end, boolean first) {
    public static Span of(CodePoints text, boolean first) {
        return new Span(text.items(), 0, text.size(), first);
    }

    public int length() {
        return end - start;
    }

    public boolean isEmpty() {
        return start == end;
    }

    /** {@code text[from..to)} in the same text. */
    public Span part(int from, int to) {
        return new Span(text, from, to, first && from == start);
    }

    @Override
    public String toString() {
        return new String(text, start, end - start);
    }
}

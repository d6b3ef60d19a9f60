package dev.samovar.tokenizer.pattern;

/** A cursor over a pattern's text. */
final class PatternText {
    private static final int MAX_NUMBER = 100_000;

    private final String text;
    private int at;

    PatternText(String text) {
        this.text = text;
    }

    boolean hasMore() {
        return at < text.length();
    }

    /** The current code point, or NUL at the end. */
    int peek() {
        return hasMore() ? text.codePointAt(at) : 0;
    }

    int next() {
        if (!hasMore()) {
            throw unexpected("more of the pattern");
        }
        int c = text.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    /** Whether {@code wanted} comes next; if so it is passed. */
    boolean skip(String wanted) {
        boolean found = text.startsWith(wanted, at);
        if (found) {
            at += wanted.length();
        }
        return found;
    }

    void expect(String wanted) {
        if (!skip(wanted)) {
            throw unexpected("'" + wanted + "'");
        }
    }

    /** What stands before {@code end}, which is passed too. */
    String until(char end) {
        int stop = text.indexOf(end, at);
        if (stop < 0) {
            throw unexpected("'" + end + "' somewhere further on");
        }
        String found = text.substring(at, stop);
        at = stop + 1;
        return found;
    }

    int number() {
        int start = at;
        int value = 0;
        while (hasMore() && text.charAt(at) >= '0' && text.charAt(at) <= '9' && value < MAX_NUMBER) {
            value = value * 10 + text.charAt(at++) - '0';
        }
        if (at == start) {
            throw unexpected("a number");
        }
        return value;
    }

    PatternException unexpected(String expected) {
        String came = hasMore() ? "'" + String.valueOf(Character.toChars(peek())) + "'" : "the end";
        return new PatternException("expected " + expected + " but found " + came, at, text);
    }
}

package dev.samovar.template;

/** The template's text with a position that knows its line. */
final class Source {
    final String text;
    int at;
    private int line = 1;
    private int lineKnownAt;

    /** Line ends become {@code \n} and one at the very end is dropped, as jinja2 does by default. */
    Source(String template) {
        String unix = template.replace("\r\n", "\n").replace('\r', '\n');
        text = unix.endsWith("\n") ? unix.substring(0, unix.length() - 1) : unix;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    char peek() {
        return peek(0);
    }

    /** The character some places ahead, or NUL past the end. */
    char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
    }

    boolean looksAt(String wanted) {
        return text.startsWith(wanted, at);
    }

    /** Steps over {@code wanted} if it is next. */
    boolean take(String wanted) {
        if (!looksAt(wanted)) {
            return false;
        }
        at += wanted.length();
        return true;
    }

    void skipSpace() {
        while (!atEnd() && Whitespace.isSpace(peek())) {
            at++;
        }
    }

    /** Line of the current position, from 1; the position never moves back past where this was asked. */
    int line() {
        for (; lineKnownAt < at && lineKnownAt < text.length(); lineKnownAt++) {
            if (text.charAt(lineKnownAt) == '\n') {
                line++;
            }
        }
        return line;
    }
}

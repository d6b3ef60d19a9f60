package dev.samovar.template;

/** Python's {@code repr} of a string. */
final class PythonQuote {
    private PythonQuote() {}

    static void append(String text, StringBuilder out) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        out.append(quote);
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (c == quote) {
                        out.append('\\').append(quote);
                    } else if (isPrintable(c)) {
                        out.appendCodePoint(c);
                    } else {
                        escape(c, out);
                    }
                }
            }
        }
        out.append(quote);
    }

    /** {@code str.isprintable} of one character. */
    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }

    private static void escape(int c, StringBuilder out) {
        String digits = Integer.toHexString(c);
        String prefix = c < 0x100 ? "\\x" : c < 0x10000 ? "\\u" : "\\U";
        int width = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
        out.append(prefix).append("0".repeat(width - digits.length())).append(digits);
    }
}

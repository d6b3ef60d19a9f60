package dev.samovar.template;

/** Reads a quoted string with Python's escapes. */
final class StringLiteral {
    private StringLiteral() {}

    /** The text of the literal at the position, which moves behind the closing quote. */
    static String read(Source source) {
        int line = source.line();
        char quote = source.peek();
        source.at++;
        var out = new StringBuilder();
        while (source.peek() != quote || source.atEnd()) {
            if (source.atEnd()) {
                throw TemplateException.syntax("the string is never closed with " + quote, line);
            }
            char c = source.peek();
            source.at++;
            if (c == '\\' && !source.atEnd()) {
                escape(source, out);
            } else {
                out.append(c);
            }
        }
        source.at++;
        return out.toString();
    }

    private static void escape(Source source, StringBuilder out) {
        char c = source.peek();
        source.at++;
        switch (c) {
            case '\n' -> {} // a line continued
            case '\\', '\'', '"' -> out.append(c);
            case 'a' -> out.append('\u0007');
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'v' -> out.append('\u000b');
            case 'x' -> hexadecimal(source, 2, out);
            case 'u' -> hexadecimal(source, 4, out);
            case 'U' -> hexadecimal(source, 8, out);
            default -> {
                if (c >= '0' && c <= '7') {
                    source.at--;
                    octal(source, out);
                } else {
                    out.append('\\').append(c);
                }
            }
        }
    }

    private static void hexadecimal(Source source, int digits, StringBuilder out) {
        int code = 0;
        for (int i = 0; i < digits; i++) {
            int digit = Character.digit(source.peek(), 16);
            if (digit < 0 || code >= 0x110000) {
                throw TemplateException.syntax("an escape needs " + digits + " hexadecimal digits", source.line());
            }
            code = code * 16 + digit;
            source.at++;
        }
        if (code >= 0x110000) {
            throw TemplateException.syntax("an escape names no Unicode character", source.line());
        }
        out.appendCodePoint(code);
    }

    private static void octal(Source source, StringBuilder out) {
        int code = 0;
        for (int i = 0; i < 3 && source.peek() >= '0' && source.peek() <= '7'; i++) {
            code = code * 8 + source.peek() - '0';
            source.at++;
        }
        out.append((char) code);
    }
}

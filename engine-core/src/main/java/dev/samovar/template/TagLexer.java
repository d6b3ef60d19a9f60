package dev.samovar.template;

import java.util.List;

/** Tokens of what stands between the braces of a tag. */
final class TagLexer {
    /** Longest first, so that {@code **} is not read as two stars. */
    private static final List<String> OPERATORS = List.of(
            "//", "**", "==", "!=", "<=", ">=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<",
            "=", ".", ":", "|", ",");

    private final Source source;
    private final List<Token> tokens;
    /** Open brackets, innermost last: while one is open, {@code }}} is not the end of the tag. */
    private final StringBuilder open = new StringBuilder();

    TagLexer(Source source, List<Token> tokens) {
        this.source = source;
        this.tokens = tokens;
    }

    /** Reads up to and including the tag's end, and the whitespace that goes with it. */
    void untilClose(boolean output) {
        int opened = source.line();
        source.skipSpace();
        while (!close(output)) {
            if (source.atEnd()) {
                throw TemplateException.syntax("the tag is never closed with '" + (output ? "}}" : "%}") + "'", opened);
            }
            token();
            source.skipSpace();
        }
    }

    private boolean close(boolean output) {
        if (!open.isEmpty()) {
            return false;
        }
        String end = output ? "}}" : "%}";
        int line = source.line();
        if (source.take("-" + end)) {
            source.skipSpace();
        } else if (output ? !source.take(end) : !source.take("+" + end)) {
            if (output || !source.take(end)) {
                return false;
            }
            source.take("\n");
        }
        tokens.add(new Token(output ? Token.Kind.OUTPUT_CLOSE : Token.Kind.TAG_CLOSE, "", line));
        return true;
    }

    private void token() {
        int line = source.line();
        char c = source.peek();
        if (c >= '0' && c <= '9') {
            number(line);
        } else if (c == '_' || Character.isLetter(c)) {
            int start = source.at;
            while (source.peek() == '_' || Character.isLetterOrDigit(source.peek())) {
                source.at++;
            }
            tokens.add(new Token(Token.Kind.NAME, source.text.substring(start, source.at), line));
        } else if (c == '"' || c == '\'') {
            tokens.add(new Token(Token.Kind.STRING, StringLiteral.read(source), line));
        } else {
            operator(line);
        }
    }

    private void number(int line) {
        int start = source.at;
        boolean prefixed = source.peek() == '0' && "xXoObB".indexOf(source.peek(1)) >= 0;
        if (prefixed) {
            source.at += 2;
            while (source.peek() == '_' || Character.digit(source.peek(), 16) >= 0) {
                source.at++;
            }
        } else {
            digits();
        }
        boolean real = false;
        boolean item = start > 0 && source.text.charAt(start - 1) == '.'; // the 0 and the 1 of a.0.1
        if (!prefixed && !item && source.peek() == '.' && isDigit(source.peek(1))) {
            real = true;
            source.at++;
            digits();
        }
        int sign = source.peek(1) == '+' || source.peek(1) == '-' ? 1 : 0;
        if (!prefixed && (source.peek() == 'e' || source.peek() == 'E') && isDigit(source.peek(1 + sign))) {
            real = true;
            source.at += 1 + sign;
            digits();
        }
        String text = source.text.substring(start, source.at).replace("_", "");
        tokens.add(new Token(real ? Token.Kind.FLOAT : Token.Kind.INTEGER, text, line));
    }

    private void digits() {
        while (isDigit(source.peek()) || (source.peek() == '_' && isDigit(source.peek(1)))) {
            source.at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private void operator(int line) {
        for (String operator : OPERATORS) {
            if (source.take(operator)) {
                balance(operator, line);
                tokens.add(new Token(Token.Kind.OPERATOR, operator, line));
                return;
            }
        }
        throw TemplateException.syntax("unexpected character '" + source.peek() + "' in a tag", line);
    }

    private void balance(String operator, int line) {
        int opening = "([{".indexOf(operator);
        int closing = ")]}".indexOf(operator);
        if (opening >= 0) {
            open.append(")]}".charAt(opening));
        } else if (closing >= 0) {
            int last = open.length() - 1;
            if (last < 0 || open.charAt(last) != operator.charAt(0)) {
                String expected = last < 0 ? "no bracket is open" : "expected '" + open.charAt(last) + "'";
                throw TemplateException.syntax("unexpected '" + operator + "': " + expected, line);
            }
            open.setLength(last);
        }
    }
}

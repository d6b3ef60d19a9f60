package dev.samovar.template;

import java.util.List;

/** The tokens of a template with a position, and how deep the parser stands in them. */
final class Tokens {
    /** Nesting that no published template comes near, and no stack fears. */
    private static final int MAX_DEPTH = 100;

    private final List<Token> tokens;
    private int at;
    private int depth;

    Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peekNext() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    int line() {
        return peek().line();
    }

    boolean takeOperator(String operator) {
        return takeIf(peek().isOperator(operator));
    }

    boolean takeName(String name) {
        return takeIf(peek().isName(name));
    }

    private boolean takeIf(boolean wanted) {
        if (wanted) {
            next();
        }
        return wanted;
    }

    void expectOperator(String operator) {
        if (!takeOperator(operator)) {
            throw unexpected("'" + operator + "'");
        }
    }

    void expectName(String name) {
        if (!takeName(name)) {
            throw unexpected("'" + name + "'");
        }
    }

    String name(String expected) {
        return expect(Token.Kind.NAME, expected).text();
    }

    Token expect(Token.Kind kind, String expected) {
        if (peek().kind() != kind) {
            throw unexpected(expected);
        }
        return next();
    }

    TemplateException unexpected(String expected) {
        return TemplateException.syntax("expected " + expected + " but found " + peek().described(), line());
    }

    void enter() {
        if (++depth > MAX_DEPTH) {
            throw TemplateException.syntax("the template nests deeper than " + MAX_DEPTH + " levels", line());
        }
    }

    void leave() {
        depth--;
    }
}

package dev.samovar.template;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a template into text and tags. Whitespace control as jinja2 with {@code trim_blocks} and {@code lstrip_blocks}:
 * a line end right after a tag or comment goes, and so does the indentation before one; {@code -} at either end of a
 * tag takes all whitespace there, {@code +} keeps it.
 */
final class Lexer {
    private final Source source;
    private final List<Token> tokens = new ArrayList<>();
    /** Whether the last thing consumed ended a line, so that what comes now is indentation. */
    private boolean lineStart = true;

    private Lexer(String template) {
        source = new Source(template);
    }

    static List<Token> tokens(String template) {
        var lexer = new Lexer(template);
        while (!lexer.source.atEnd()) {
            lexer.textAndTag();
        }
        lexer.add(Token.Kind.END, "");
        return lexer.tokens;
    }

    private void textAndTag() {
        int start = source.at;
        int open = nextOpening(start);
        int line = source.line();
        source.at = open;
        boolean output = source.looksAt("{{");
        source.at = Math.min(open + 2, source.text.length());
        char sign = source.peek() == '-' || source.peek() == '+' ? source.peek() : 0;
        String before = source.text.substring(start, open);
        text(open == source.text.length() ? before : before(before, sign, output), line);
        if (source.atEnd() && open == source.text.length()) {
            return;
        }
        boolean comment = source.text.charAt(open + 1) == '#';
        source.at += sign == 0 ? 0 : 1;
        if (comment) {
            comment();
        } else if (output || !raw()) {
            add(output ? Token.Kind.OUTPUT_OPEN : Token.Kind.TAG_OPEN, "");
            new TagLexer(source, tokens).untilClose(output);
            lineStart = source.text.charAt(source.at - 1) == '\n';
        }
    }

    private int nextOpening(int from) {
        String text = source.text;
        for (int at = text.indexOf('{', from); at >= 0; at = text.indexOf('{', at + 1)) {
            if (at + 1 < text.length() && "{%#".indexOf(text.charAt(at + 1)) >= 0) {
                return at;
            }
        }
        return text.length();
    }

    /** The text before a tag, without what the tag's sign or {@code lstrip_blocks} takes. */
    private String before(String text, char sign, boolean output) {
        if (sign == '-') {
            return Whitespace.stripTrailing(text);
        }
        int indent = text.lastIndexOf('\n') + 1;
        boolean strips = sign == 0 && !output && (indent > 0 || lineStart);
        return strips && Whitespace.isBlank(text, indent) ? text.substring(0, indent) : text;
    }

    private void text(String text, int line) {
        if (!text.isEmpty()) {
            tokens.add(new Token(Token.Kind.TEXT, text, line));
        }
    }

    private void comment() {
        int line = source.line();
        int end = source.text.indexOf("#}", source.at);
        if (end < 0) {
            throw TemplateException.syntax("the comment is never closed with '#}'", line);
        }
        char sign = end > source.at ? source.text.charAt(end - 1) : 0;
        source.at = end + 2;
        afterClose(sign);
    }

    /** Reads a {@code raw} block whole, if one begins here. */
    private boolean raw() {
        int begin = source.at;
        if (!word("raw") || !(source.looksAt("%}") || source.looksAt("-%}"))) {
            source.at = begin;
            return false;
        }
        boolean strip = source.take("-");
        source.take("%}");
        if (strip) {
            source.skipSpace();
        }
        int start = source.at;
        int line = source.line();
        for (int open = source.text.indexOf("{%", start); open >= 0; open = source.text.indexOf("{%", open + 2)) {
            source.at = open + 2;
            char sign = source.peek() == '-' || source.peek() == '+' ? source.peek() : 0;
            source.at += sign == 0 ? 0 : 1;
            if (word("endraw")) {
                char closing = source.peek() == '-' || source.peek() == '+' ? source.peek() : 0;
                source.at += closing == 0 ? 0 : 1;
                if (source.take("%}")) {
                    lineStart = false;
                    text(before(source.text.substring(start, open), sign, false), line);
                    afterClose(closing);
                    return true;
                }
            }
        }
        throw TemplateException.syntax("the raw block is never closed with '{% endraw %}'", line);
    }

    private boolean word(String word) {
        source.skipSpace();
        boolean there = source.take(word);
        source.skipSpace();
        return there;
    }

    private void afterClose(char sign) {
        if (sign == '-') {
            source.skipSpace();
        } else if (sign != '+') {
            source.take("\n");
        }
        lineStart = source.text.charAt(source.at - 1) == '\n';
    }

    private void add(Token.Kind kind, String text) {
        tokens.add(new Token(kind, text, source.line()));
    }
}

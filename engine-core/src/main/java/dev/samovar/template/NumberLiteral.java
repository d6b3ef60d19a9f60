package dev.samovar.template;

import java.util.Locale;

/** Reads integer literals: decimal, and with {@code 0x}, {@code 0o} or {@code 0b}. */
final class NumberLiteral {
    private NumberLiteral() {}

    static Value integer(Token token) {
        String text = token.text().toLowerCase(Locale.ROOT);
        int radix = text.startsWith("0x") ? 16 : text.startsWith("0o") ? 8 : text.startsWith("0b") ? 2 : 10;
        try {
            return new Value.Int(Long.parseLong(radix == 10 ? text : text.substring(2), radix));
        } catch (NumberFormatException tooLarge) {
            throw TemplateException.syntax("'" + token.text() + "' is no 64-bit integer", token.line());
        }
    }
}

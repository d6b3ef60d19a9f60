package dev.samovar.tokenizer.pattern;

/** The pattern is malformed or uses what this matcher does not support; the message says what, where and in which pattern. */
public final class PatternException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PatternException(String message, int offset, String pattern) {
        super(message + " at offset " + offset + " of the pattern " + pattern);
    }
}

package dev.samovar.template;

/** @param line where it begins, from 1 */
record Token(Kind kind, String text, int line) {
    enum Kind {
        /** Literal text of the template. */
        TEXT,
        /** Two braces: an expression to print begins. */
        OUTPUT_OPEN,
        OUTPUT_CLOSE,
        /** A brace and a per cent sign: a statement begins. */
        TAG_OPEN,
        TAG_CLOSE,
        NAME,
        /** Text without quotes, escapes resolved. */
        STRING,
        INTEGER,
        FLOAT,
        OPERATOR,
        END
    }

    boolean is(Kind wanted, String wantedText) {
        return kind == wanted && text.equals(wantedText);
    }

    boolean isOperator(String wanted) {
        return is(Kind.OPERATOR, wanted);
    }

    boolean isName(String wanted) {
        return is(Kind.NAME, wanted);
    }

    /** For messages: what came instead of what was expected. */
    String described() {
        return switch (kind) {
            case TEXT -> "text";
            case OUTPUT_OPEN -> "'{{'";
            case OUTPUT_CLOSE -> "'}}'";
            case TAG_OPEN -> "'{%'";
            case TAG_CLOSE -> "'%}'";
            case NAME, INTEGER, FLOAT, OPERATOR -> "'" + text + "'";
            case STRING -> "a string";
            case END -> "the end of the template";
        };
    }
}

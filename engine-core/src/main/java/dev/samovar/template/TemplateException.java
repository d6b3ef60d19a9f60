package dev.samovar.template;

/** A template that could not be parsed or rendered; the message ends with the line of the template. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Whose fault it was. */
    public enum Fault {
        /** The text is not a template of this language. */
        SYNTAX,
        /** An operation did not fit its values, such as calling what is undefined. */
        EVALUATION,
        /** The template itself refused the conversation, through {@code raise_exception}. */
        REFUSED,
        /** Rendering took more work, depth or output than allowed. */
        LIMIT
    }

    private final Fault fault;
    private final String reason;
    private final int line;

    private TemplateException(Fault fault, String reason, int line) {
        super(line == 0 ? reason : reason + " (line " + line + " of the template)");
        this.fault = fault;
        this.reason = reason;
        this.line = line;
    }

    static TemplateException syntax(String reason, int line) {
        return new TemplateException(Fault.SYNTAX, reason, line);
    }

    static TemplateException evaluation(String reason) {
        return new TemplateException(Fault.EVALUATION, reason, 0);
    }

    static TemplateException refused(String reason) {
        return new TemplateException(Fault.REFUSED, reason, 0);
    }

    static TemplateException limit(String reason) {
        return new TemplateException(Fault.LIMIT, reason, 0);
    }

    /** The same fault with its line, unless a line is known already: the innermost statement is the one to name. */
    TemplateException at(int statementLine) {
        return line != 0 ? this : new TemplateException(fault, reason, statementLine);
    }

    public Fault fault() {
        return fault;
    }

    /** The message without the line. */
    public String reason() {
        return reason;
    }

    /** Line in the template, from 1; 0 when unknown. */
    public int line() {
        return line;
    }
}

package dev.samovar.cli;

/** A command cannot go on, and says so in a line for people: what is wrong and what to do. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CommandException(String message) {
        super(message);
    }

    public CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.samovar.worker.names;

/** A name or address that says nothing we understand. */
public final class UnknownModelException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnknownModelException(String message) {
        super(message);
    }
}

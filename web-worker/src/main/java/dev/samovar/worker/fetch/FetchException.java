package dev.samovar.worker.fetch;

/** A model file could not be had. */
public final class FetchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What a caller may act on. */
    public enum Reason {
        /** The server has no such file. */
        NOT_FOUND,
        /** The server does not let us have it. */
        NOT_PUBLIC,
        /** The server cannot be reached or broke off too often. */
        NETWORK,
        /** What came is not the file that was asked for. */
        CORRUPT,
        /** The browser has no room for the file. */
        STORAGE_FULL
    }

    private final Reason reason;

    public FetchException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}

package dev.samovar.cache;

import java.io.IOException;

/** A model could not be fetched; the message names each place tried and why it failed. */
public final class FetchException extends IOException {
    private static final long serialVersionUID = 1;

    public FetchException(String message) {
        super(message);
    }

    public FetchException(String message, Throwable cause) {
        super(message, cause);
    }
}

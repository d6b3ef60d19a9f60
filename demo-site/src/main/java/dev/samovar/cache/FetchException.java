package dev.samovar.cache;

import java.io.IOException;

/** A model could not be fetched; the message names each place tried and why it failed. */
public final class FetchException extends IOException {
    private static final long serialVersionUID = 1;
    private final boolean absent;

    /** @param absent whether the server was reached and has no such file */
    FetchException(String message, boolean absent) {
        super(message);
        this.absent = absent;
    }

    /** Whether the server was reached and has no such file. */
    public boolean isAbsent() {
        return absent;
    }
}

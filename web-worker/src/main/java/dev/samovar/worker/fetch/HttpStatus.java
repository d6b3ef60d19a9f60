package dev.samovar.worker.fetch;

import dev.samovar.worker.fetch.FetchException.Reason;

/** What a server's answer means for a model's file. */
final class HttpStatus {
    private HttpStatus() {}

    /** Refuses answers that another try will not change. */
    static void requireFound(int status, String url) {
        if (status == 401 || status == 403) {
            throw new FetchException(
                    Reason.NOT_PUBLIC,
                    url + " is not public (status " + status + "); it may need an account or a licence");
        }
        if (status >= 400 && status < 500 && status != 408 && status != 416 && status != 429) {
            throw new FetchException(Reason.NOT_FOUND, "there is no " + url + " (status " + status + ")");
        }
    }
}

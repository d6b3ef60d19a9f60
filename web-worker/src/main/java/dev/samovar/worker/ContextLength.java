package dev.samovar.worker;

import dev.samovar.engine.ApiException;
import dev.samovar.program.Batch;
import java.util.Collection;

/** How many positions a sequence may have: what was asked for, or the model's own limit as far as memory allows. */
final class ContextLength {
    /** Bytes that the cache may take unasked. Browsers do not tell how much memory a GPU has; laptops have this much. */
    private static final long CACHE_BYTES = 512L << 20;

    private ContextLength() {}

    /**
     * @param asked 0 when left open
     * @param most positions that the model was made for
     * @param cacheBytes of keys and values a position; their sum counts
     */
    static int choose(int asked, int most, Collection<Long> cacheBytes) {
        if (asked > most) {
            throw ApiException.invalid(
                    "contextLength",
                    "contextLength is " + asked + ", but this model was trained for " + most + " positions");
        }
        if (asked > 0) {
            return asked;
        }
        long positionBytes = 0;
        for (long bytes : cacheBytes) {
            positionBytes += bytes;
        }
        long affordable = CACHE_BYTES / Math.max(1, positionBytes * Batch.PAGE) * Batch.PAGE;
        return (int) Math.max(Batch.PAGE, Math.min(most, affordable));
    }
}

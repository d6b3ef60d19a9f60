package dev.samovar.worker.fetch;

import org.jspecify.annotations.Nullable;

/**
 * The header {@code Content-Range: bytes first-last/total} (RFC 9110, 14.4).
 *
 * @param total size of the whole file, or -1 when the server does not tell
 */
record ContentRange(long first, long last, long total) {

    /** The header's meaning, or null when it is missing or not understood. */
    static @Nullable ContentRange parse(String header) {
        int dash = header.indexOf('-');
        int slash = header.indexOf('/');
        if (!header.startsWith("bytes ") || dash < 0 || slash < dash) {
            return null;
        }
        try {
            String total = header.substring(slash + 1);
            return new ContentRange(
                    Long.parseLong(header.substring("bytes ".length(), dash)),
                    Long.parseLong(header.substring(dash + 1, slash)),
                    total.equals("*") ? -1 : Long.parseLong(total));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}

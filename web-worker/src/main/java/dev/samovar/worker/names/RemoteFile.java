package dev.samovar.worker.names;

/**
 * A file on a server.
 *
 * @param url absolute http(s) address
 * @param bytes its size, or -1 where not known beforehand
 * @param sha256 in lower-case hexadecimal, or empty where not known beforehand
 */
public record RemoteFile(String url, long bytes, String sha256) implements ModelPlace {

    /** A file of which nothing is known but its place. */
    public static RemoteFile at(String url) {
        return new RemoteFile(url, -1, "");
    }

    /** Whether it is known beforehand what its bytes must be. */
    public boolean isPinned() {
        return !sha256.isEmpty();
    }
}

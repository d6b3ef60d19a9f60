package dev.samovar.worker.names;

/**
 * A file on a server, or a folder.
 *
 * @param url absolute http(s) address; a folder's ends with a slash
 * @param bytes its size, or -1 where not known beforehand
 * @param sha256 in lower-case hexadecimal, or empty where not known beforehand
 */
public record RemoteFile(String url, long bytes, String sha256) {

    /** A file of which nothing is known but its place. */
    public static RemoteFile at(String url) {
        return new RemoteFile(url, -1, "");
    }

    public boolean isFolder() {
        return url.endsWith("/");
    }

    /** Whether it is known beforehand what its bytes must be. */
    public boolean isPinned() {
        return !sha256.isEmpty();
    }
}

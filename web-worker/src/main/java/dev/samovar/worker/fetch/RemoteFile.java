package dev.samovar.worker.fetch;

/**
 * A file on a server.
 *
 * @param url absolute http(s) address
 * @param bytes its size, or -1 where not known beforehand
 * @param sha256 in lower-case hexadecimal, or empty where not known beforehand
 */
public record RemoteFile(String url, long bytes, String sha256) {

    static RemoteFile at(String url) {
        return new RemoteFile(url, -1, "");
    }

    boolean isPinned() {
        return !sha256.isEmpty();
    }
}

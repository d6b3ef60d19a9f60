package dev.samovar.worker.fetch;

/** Told how far a download is. */
public interface FetchProgress {

    /** @param totalBytes -1 while unknown */
    void fetched(String url, long bytes, long totalBytes);
}

package dev.samovar.engine;

/** Told how far loading is. */
public interface LoadListener {

    /**
     * @param loadedBytes weight bytes on the device so far, of {@code totalBytes}
     * @param stage what happens now, for people: "weights", "kernels", …
     */
    void progress(long loadedBytes, long totalBytes, String stage);
}

package dev.samovar.cache;

/** Told how far a fetch is. */
@FunctionalInterface
public interface Progress {

    /**
     * @param what the thing fetched, for people
     * @param total bytes in all, or -1 while unknown
     */
    void at(String what, long done, long total);
}

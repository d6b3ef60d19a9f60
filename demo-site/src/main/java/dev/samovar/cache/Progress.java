package dev.samovar.cache;

/** Told how far a fetch is. */
@FunctionalInterface
public interface Progress {

    /**
     * A fetch begins, or begins again from another place after the one before failed; not told where the name says it all.
     *
     * @param place an address, or what stands for one
     */
    default void begins(String what, String place) {}

    /**
     * @param what the thing fetched, for people
     * @param total bytes in all, or -1 while unknown
     */
    void at(String what, long done, long total);
}

package dev.samovar.schedule;

/** What a grammar allows next. Its sequence runs one step at a time, for each mask depends on the token before. */
public interface TokenConstraint {

    /** One bit a token of the vocabulary, least significant first; empty allows all. */
    int[] allowed();

    /** The token drawn. */
    void accept(int token);
}

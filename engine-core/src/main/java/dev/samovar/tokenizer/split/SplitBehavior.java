package dev.samovar.tokenizer.split;

/** What becomes of a separator, shown on {@code the-final--countdown} split at {@code -}. */
public enum SplitBehavior {
    /** {@code the final countdown}. */
    REMOVED,
    /** {@code the - final - - countdown}. */
    ISOLATED,
    /** {@code the- final- - countdown}. */
    MERGED_WITH_PREVIOUS,
    /** {@code the -final - -countdown}. */
    MERGED_WITH_NEXT,
    /** {@code the - final -- countdown}. */
    CONTIGUOUS
}

package dev.samovar.schedule;

/** Why a sequence ended. */
public enum Finish {
    /** Its sink wanted no more: end of text or a stop string. */
    STOP,
    /** It reached its most tokens or the end of the context. */
    LENGTH,
    /** It was interrupted. */
    ABORT
}

package dev.samovar.webgpu.lowering;

import dev.samovar.program.Batch;

/** Lengths of contexts that steps of decode have schedules of their own for. */
public enum ContextLength {
    /** A conversation's usual one. */
    SHORT(1, 576),
    /** More than a workgroup for each head and a part or two can take at once. */
    LONG(ContextLength.MOST_OF_SHORT + 1, 4160);

    /** Positions up to which a context is short. */
    public static final int MOST_OF_SHORT = 1024;

    private final int least;
    private final int typical;

    ContextLength(int least, int typical) {
        this.least = least;
        this.typical = typical;
    }

    /** Whether sequences of so many pages can have such contexts. */
    public boolean fits(int pages) {
        return pages * Batch.PAGE >= least;
    }

    /** Positions of a context to time steps with, in sequences of so many pages. */
    public int typical(int pages) {
        return Math.min(typical, pages * Batch.PAGE);
    }
}

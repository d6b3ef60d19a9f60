package dev.samovar.tokenizer.subword;

import dev.samovar.tokenizer.table.LongTable;

/** Which neighbouring tokens merge into which, and in what order: the learnt part of byte-pair encoding. */
public final class Merges {
    /** The pair does not merge. */
    static final long NONE = LongTable.ABSENT;

    private final LongTable byPair;

    public Merges(int expected) {
        byPair = new LongTable(expected);
    }

    /** Lets {@code left right} merge into {@code merged}; pairs of lower rank merge first. */
    public void put(int left, int right, int rank, int merged) {
        byPair.put(pair(left, right), ((long) rank << 32) | merged);
    }

    /** {@code rank << 32 | merged}, or {@link #NONE}. */
    long find(int left, int right) {
        return byPair.get(pair(left, right));
    }

    private static long pair(int left, int right) {
        return ((long) left << 32) | right;
    }
}

package dev.samovar.engine;

import dev.samovar.program.Batch;

/**
 * What the engine asks of a device.
 *
 * @param contextLength positions of the longest sequence
 * @param maxSequences sequences in one step
 * @param pages of the cache, which sequences share; at least as many as the longest takes
 */
public record DeviceOptions(int contextLength, int maxSequences, int pages) {

    /** With room for as many of the longest sequences. */
    public DeviceOptions(int contextLength, int maxSequences) {
        this(contextLength, maxSequences, maxSequences * pages(contextLength));
    }

    /** With room for one of the longest sequences, or for several that are shorter. */
    public static DeviceOptions sharing(int contextLength, int maxSequences) {
        return new DeviceOptions(contextLength, maxSequences, pages(contextLength));
    }

    /** Entries of a page table. */
    public int pagesPerSequence() {
        return pages(contextLength);
    }

    private static int pages(int positions) {
        return (positions + Batch.PAGE - 1) / Batch.PAGE;
    }
}

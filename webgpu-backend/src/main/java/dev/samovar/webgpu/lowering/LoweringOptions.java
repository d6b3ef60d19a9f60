package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.StepWgsl;

/**
 * What a lowering is for.
 *
 * @param rows the most rows of a step: few for decode, many for prefill
 * @param decodes whether each row of a step is of a sequence of its own and its logits are wanted; schedules are then
 *     chosen as for one row
 * @param tileRows the most rows of one sequence that attention takes together
 * @param pagesPerSequence entries of a page table
 * @param bindingLimit bytes that a kernel can see of a buffer
 * @param cache how keys and values are kept
 */
public record LoweringOptions(
        int rows,
        boolean decodes,
        int tileRows,
        int pagesPerSequence,
        long bindingLimit,
        CacheType cache,
        Schedules schedules) {

    /** For steps of any rows, of which one is decode. */
    public LoweringOptions(
            int rows, int tileRows, int pagesPerSequence, long bindingLimit, CacheType cache, Schedules schedules) {
        this(rows, rows == 1, tileRows, pagesPerSequence, bindingLimit, cache, schedules);
    }

    /** The same for steps of a row of each of up to this many sequences. */
    public LoweringOptions forDecode(int sequences) {
        return new LoweringOptions(sequences, true, 1, pagesPerSequence, bindingLimit, cache, schedules);
    }

    /** The same, by other schedules. */
    public LoweringOptions with(Schedules others) {
        return new LoweringOptions(rows, decodes, tileRows, pagesPerSequence, bindingLimit, cache, others);
    }

    /** The rows that schedules are chosen for. */
    public int scheduledRows() {
        return decodes ? 1 : rows;
    }

    /** Positions of the longest sequence, and one more for the token drawn after it. */
    public int tokenStride() {
        return pagesPerSequence * StepWgsl.PAGE + 1;
    }
}

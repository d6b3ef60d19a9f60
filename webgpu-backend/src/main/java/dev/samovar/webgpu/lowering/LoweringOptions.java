package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.StepWgsl;

/**
 * What a lowering is for.
 *
 * @param rows the most rows of a step: few for decode, many for prefill
 * @param tileRows the most rows of one sequence that attention takes together
 * @param pagesPerSequence entries of a page table
 * @param bindingLimit bytes that a kernel can see of a buffer
 * @param cache how keys and values are kept
 */
public record LoweringOptions(
        int rows, int tileRows, int pagesPerSequence, long bindingLimit, CacheType cache, Schedules schedules) {

    /** The same for steps of up to this many rows. */
    public LoweringOptions forRows(int fewer) {
        return new LoweringOptions(fewer, Math.min(fewer, tileRows), pagesPerSequence, bindingLimit, cache, schedules);
    }

    /** The same, by other schedules. */
    public LoweringOptions with(Schedules others) {
        return new LoweringOptions(rows, tileRows, pagesPerSequence, bindingLimit, cache, others);
    }

    /** Positions of the longest sequence, and one more for the token drawn after it. */
    public int tokenStride() {
        return pagesPerSequence * StepWgsl.PAGE + 1;
    }
}

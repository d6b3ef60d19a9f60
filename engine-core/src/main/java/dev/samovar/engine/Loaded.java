package dev.samovar.engine;

/**
 * What a device offers once a model is loaded.
 *
 * @param adapter the adapter's own description, for statistics
 * @param pages pages in the key/value cache
 * @param maxRows rows of the largest step: prefill chunks are cut to it
 * @param logitRows rows of a step whose logits may be wanted
 * @param stepsInFlight steps that may be outstanding, 1 when the device cannot feed drawn tokens back
 * @param dispatchesPerToken kernels run for a step of one row
 * @param weightBytesPerToken that a step of one row reads; 0 where nobody counts
 */
public record Loaded(
        String adapter,
        int pages,
        int maxRows,
        int logitRows,
        int stepsInFlight,
        int dispatchesPerToken,
        long weightBytesPerToken) {}

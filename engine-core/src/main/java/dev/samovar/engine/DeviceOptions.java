package dev.samovar.engine;

/**
 * What the engine asks of a device.
 *
 * @param contextLength positions of the longest sequence; the cache holds at least one such
 * @param maxSequences sequences in one step
 */
public record DeviceOptions(int contextLength, int maxSequences) {}

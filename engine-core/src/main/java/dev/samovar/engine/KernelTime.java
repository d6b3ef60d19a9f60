package dev.samovar.engine;

/**
 * What a kernel costs in a step.
 *
 * @param kernel its name
 * @param grid workgroups in the three directions
 * @param dispatches a step of this kernel, compiled alike and with this grid
 * @param nanoseconds of the GPU, all these dispatches together
 */
public record KernelTime(String kernel, int[] grid, int dispatches, double nanoseconds) {}

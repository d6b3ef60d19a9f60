package dev.samovar.webgpu.lowering;

import dev.samovar.program.AttentionShape;

/** The choices of schedules a lowering makes its launches by. */
public interface Schedules {

    /** @param tokens the most rows of x that the launch will see */
    MatrixSchedule matrix(WeightMatrix matrix, int tokens);

    /** Whether a norm is worth less than a launch of its own. */
    boolean fusesNorms();

    /** Threads that share a run of a norm, a power of 2. */
    int normThreads();

    /** Threads of a workgroup that draws tokens, a power of 2 up to 256. */
    int drawThreads();

    /** @param tokens the most rows that the launch will see */
    AttentionSchedule attention(AttentionShape shape, int tokens);
}

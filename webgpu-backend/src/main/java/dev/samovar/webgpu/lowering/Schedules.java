package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.Numbers;
import dev.samovar.program.AttentionShape;
import java.util.List;

/** The choices of schedules a lowering makes its launches by. */
public interface Schedules {

    /** @param tokens the most rows of x that the launch will see */
    MatrixSchedule matrix(WeightMatrix matrix, int tokens);

    /** Ways to multiply that may be fastest on some device; the first is what {@link #matrix} chooses unmeasured. */
    default List<MatrixSchedule> candidates(WeightMatrix matrix, int tokens) {
        return List.of(matrix(matrix, tokens));
    }

    /**
     * Sequences whose next tokens are better made by the schedules for one row, each row by itself, than by those for
     * many.
     */
    default int decodeRows() {
        return 1;
    }

    /** Whether queries' and keys' rows are ordered for {@link MatrixSchedule#appends}; of all schedules or of none. */
    default boolean pairsRows() {
        return false;
    }

    /** Whether norms are worth less than a launch of their own, and every matrix's candidates can normalise. */
    boolean fusesNorms(int tokens);

    /** What activations that only matrices multiply are kept in; such matrices' schedules read and write them. */
    default Numbers numbers(int tokens) {
        return Numbers.FLOATS;
    }

    /** Threads that share a run of a norm, a power of 2. */
    int normThreads();

    /** Threads of a workgroup that draws tokens, a power of 2 up to 256. */
    int drawThreads();

    /**
     * These and others, which only timing steps of decode with such contexts tells apart; the first are what is taken
     * unmeasured.
     */
    default List<Schedules> decodeVariants(ContextLength length) {
        return List.of(this);
    }

    /** Distinguishes a variant from the others of this length, to be remembered by. */
    default String variant(ContextLength length) {
        return "";
    }

    /**
     * @param tokens the most rows that the launch will see
     * @param inParts whether what reads the result can add up parts of it
     */
    AttentionSchedule attention(AttentionShape shape, CacheType cache, int tokens, boolean inParts);
}

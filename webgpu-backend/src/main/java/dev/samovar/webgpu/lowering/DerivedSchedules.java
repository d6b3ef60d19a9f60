package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.Numbers;
import dev.samovar.program.AttentionShape;
import java.util.List;

/** Schedules that are others' but for what they override. */
public interface DerivedSchedules extends Schedules {

    /** Whose choices these are. */
    Schedules others();

    @Override
    default MatrixSchedule matrix(WeightMatrix matrix, int tokens) {
        return others().matrix(matrix, tokens);
    }

    @Override
    default List<MatrixSchedule> candidates(WeightMatrix matrix, int tokens) {
        return others().candidates(matrix, tokens);
    }

    @Override
    default int decodeRows() {
        return others().decodeRows();
    }

    @Override
    default boolean pairsRows() {
        return others().pairsRows();
    }

    @Override
    default boolean fusesNorms(int tokens) {
        return others().fusesNorms(tokens);
    }

    @Override
    default Numbers numbers(int tokens) {
        return others().numbers(tokens);
    }

    /** With the same overridden. */
    @Override
    List<Schedules> decodeVariants(ContextLength length);

    @Override
    default String variant(ContextLength length) {
        return others().variant(length);
    }

    @Override
    default int normThreads() {
        return others().normThreads();
    }

    @Override
    default int drawThreads() {
        return others().drawThreads();
    }

    @Override
    default AttentionSchedule attention(AttentionShape shape, CacheType cache, int tokens, boolean inParts) {
        return others().attention(shape, cache, tokens, inParts);
    }
}

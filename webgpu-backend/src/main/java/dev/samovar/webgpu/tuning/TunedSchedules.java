package dev.samovar.webgpu.tuning;

import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.Numbers;
import dev.samovar.program.AttentionShape;
import dev.samovar.webgpu.lowering.AttentionSchedule;
import dev.samovar.webgpu.lowering.MatrixSchedule;
import dev.samovar.webgpu.lowering.MatrixShape;
import dev.samovar.webgpu.lowering.Schedules;
import dev.samovar.webgpu.lowering.WeightMatrix;
import java.util.Map;

/** What was measured fastest, and the given schedules where nothing was. */
record TunedSchedules(Schedules others, Map<MatrixShape, MatrixSchedule> fastest) implements Schedules {

    @Override
    public MatrixSchedule matrix(WeightMatrix matrix, int tokens) {
        MatrixSchedule measured = fastest.get(MatrixShape.of(matrix, tokens));
        return measured == null ? others.matrix(matrix, tokens) : measured;
    }

    @Override
    public boolean fusesNorms(int tokens) {
        return others.fusesNorms(tokens);
    }

    @Override
    public Numbers numbers(int tokens) {
        return others.numbers(tokens);
    }

    @Override
    public int normThreads() {
        return others.normThreads();
    }

    @Override
    public int drawThreads() {
        return others.drawThreads();
    }

    @Override
    public AttentionSchedule attention(AttentionShape shape, CacheType cache, int tokens) {
        return others.attention(shape, cache, tokens);
    }
}

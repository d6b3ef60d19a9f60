package dev.samovar.webgpu.tuning;

import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.Numbers;
import dev.samovar.program.AttentionShape;
import dev.samovar.webgpu.lowering.AttentionSchedule;
import dev.samovar.webgpu.lowering.MatrixSchedule;
import dev.samovar.webgpu.lowering.MatrixShape;
import dev.samovar.webgpu.lowering.Schedules;
import dev.samovar.webgpu.lowering.WeightMatrix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Schedules that note which matrices a lowering asks them about. */
public final class Demand implements Schedules {
    private final Schedules schedules;
    private final Map<MatrixShape, Trial> trials = new LinkedHashMap<>();

    /**
     * A shape the model needs.
     *
     * @param uses launches of it
     */
    record Trial(MatrixShape shape, List<MatrixSchedule> candidates, int uses) {

        /** What choosing well is worth. */
        long work() {
            return (long) uses * shape.rows() * shape.columns();
        }

        Trial usedAgain() {
            return new Trial(shape, candidates, uses + 1);
        }
    }

    public Demand(Schedules schedules) {
        this.schedules = schedules;
    }

    /** Shapes with a choice, those that matter most first. */
    List<Trial> trials() {
        return trials.values().stream()
                .filter(trial -> trial.candidates().size() > 1)
                .sorted((a, b) -> Long.compare(b.work(), a.work()))
                .toList();
    }

    @Override
    public MatrixSchedule matrix(WeightMatrix matrix, int tokens) {
        var shape = MatrixShape.of(matrix, tokens);
        Trial known = trials.get(shape);
        Trial trial = known == null ? new Trial(shape, schedules.candidates(matrix, tokens), 1) : known.usedAgain();
        trials.put(shape, trial);
        return schedules.matrix(matrix, tokens);
    }

    @Override
    public boolean fusesNorms(int tokens) {
        return schedules.fusesNorms(tokens);
    }

    @Override
    public Numbers numbers(int tokens) {
        return schedules.numbers(tokens);
    }

    @Override
    public int normThreads() {
        return schedules.normThreads();
    }

    @Override
    public int drawThreads() {
        return schedules.drawThreads();
    }

    @Override
    public AttentionSchedule attention(AttentionShape shape, CacheType cache, int tokens) {
        return schedules.attention(shape, cache, tokens);
    }
}

package dev.samovar.webgpu.tuning;

import dev.samovar.webgpu.lowering.DerivedSchedules;
import dev.samovar.webgpu.lowering.MatrixSchedule;
import dev.samovar.webgpu.lowering.MatrixShape;
import dev.samovar.webgpu.lowering.Schedules;
import dev.samovar.webgpu.lowering.WeightMatrix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Schedules that note which matrices a lowering asks them about. */
public final class Demand implements DerivedSchedules {
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
    public Schedules others() {
        return schedules;
    }

    /** It is asked before they matter. */
    @Override
    public List<Schedules> decodeVariants() {
        return List.of(this);
    }

    @Override
    public MatrixSchedule matrix(WeightMatrix matrix, int tokens) {
        var shape = MatrixShape.of(matrix, tokens, numbers(tokens));
        Trial known = trials.get(shape);
        Trial trial = known == null ? new Trial(shape, schedules.candidates(matrix, tokens), 1) : known.usedAgain();
        trials.put(shape, trial);
        return schedules.matrix(matrix, tokens);
    }
}

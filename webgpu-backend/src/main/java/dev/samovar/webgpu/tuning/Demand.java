package dev.samovar.webgpu.tuning;

import dev.samovar.program.Program;
import dev.samovar.webgpu.lowering.Launch;
import dev.samovar.webgpu.lowering.LoweringOptions;
import dev.samovar.webgpu.lowering.MatrixSchedule;
import dev.samovar.webgpu.lowering.MatrixShape;
import dev.samovar.webgpu.lowering.WeightMatrix;
import dev.samovar.weights.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The shapes of matrices that steps multiply by, and the launches that do it. */
public final class Demand {
    private final Map<MatrixShape, Trial> trials = new LinkedHashMap<>();

    /**
     * A shape the model needs.
     *
     * @param matrix one of the shape, which most others are used like
     * @param uses matrices of the shape
     */
    record Trial(MatrixShape shape, List<MatrixSchedule> candidates, WeightMatrix matrix, int uses, LoweredStep step) {

        /** What choosing well is worth. */
        long work() {
            return (long) uses * shape.rows() * shape.columns();
        }

        /** What runs by each candidate: compilers make other code of it than of the product alone. Suspends. */
        Map<MatrixSchedule, Launch> launches() {
            Map<MatrixSchedule, Launch> launches = new LinkedHashMap<>();
            for (int i = 0; i < candidates.size(); i++) {
                Launch launch = step.launches(i).get(matrix);
                MatrixSchedule schedule = candidates.get(i);
                launches.put(schedule, launch == null ? shape.launch(matrix, schedule) : launch);
            }
            return launches;
        }

        Trial alsoUsed(int times) {
            return new Trial(shape, candidates, matrix, uses + times, step);
        }
    }

    /** Adds what the program's steps of some size multiply by; suspends. */
    public void add(Program program, Weights weights, LoweringOptions options) {
        var step = new LoweredStep(program, weights, options);
        Map<MatrixShape, List<WeightMatrix>> alike = new LinkedHashMap<>();
        step.shapes()
                .forEach((matrix, shape) ->
                        alike.computeIfAbsent(shape, none -> new ArrayList<>()).add(matrix));
        Map<WeightMatrix, Launch> launches = step.launches(0);
        alike.forEach((shape, matrices) -> {
            Trial known = trials.get(shape);
            WeightMatrix matrix = typical(matrices, launches);
            trials.put(
                    shape,
                    known == null
                            ? new Trial(shape, step.candidates(matrix, shape.tokens()), matrix, matrices.size(), step)
                            : known.alsoUsed(matrices.size()));
        });
    }

    /** Shapes with a choice, those that matter most first. */
    List<Trial> trials() {
        return trials.values().stream()
                .filter(trial -> trial.candidates().size() > 1)
                .sorted((a, b) -> Long.compare(b.work(), a.work()))
                .toList();
    }

    /** The first that the kernel multiplies by which most are multiplied by: a first or last layer may have its own. */
    private static WeightMatrix typical(List<WeightMatrix> matrices, Map<WeightMatrix, Launch> launches) {
        Map<String, Integer> uses = new HashMap<>();
        WeightMatrix typical = matrices.get(0);
        int most = 0;
        for (WeightMatrix matrix : matrices) {
            Launch launch = launches.get(matrix);
            int count = launch == null ? 0 : uses.merge(launch.kernel(), 1, Integer::sum);
            if (count > most) {
                most = count;
                typical = matrix;
            }
        }
        return typical;
    }
}

package dev.samovar.webgpu.tuning;

import dev.samovar.webgpu.lowering.ContextLength;
import dev.samovar.webgpu.lowering.DerivedSchedules;
import dev.samovar.webgpu.lowering.MatrixSchedule;
import dev.samovar.webgpu.lowering.MatrixShape;
import dev.samovar.webgpu.lowering.Schedules;
import dev.samovar.webgpu.lowering.WeightMatrix;
import java.util.List;
import java.util.Map;

/**
 * Schedules that choose each matrix's candidate of one number, the last where it has fewer.
 *
 * @param shapes gets those of all matrices that they are asked about
 */
record NumberedCandidates(Schedules others, int number, Map<WeightMatrix, MatrixShape> shapes)
        implements DerivedSchedules {

    /** It is asked before they matter. */
    @Override
    public List<Schedules> decodeVariants(ContextLength length) {
        return List.of(this);
    }

    @Override
    public MatrixSchedule matrix(WeightMatrix matrix, int tokens) {
        shapes.put(matrix, MatrixShape.of(matrix, tokens, numbers(tokens)));
        List<MatrixSchedule> candidates = candidates(matrix, tokens);
        return candidates.get(Math.min(number, candidates.size() - 1));
    }
}

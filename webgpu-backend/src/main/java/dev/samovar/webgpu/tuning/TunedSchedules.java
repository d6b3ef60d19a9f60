package dev.samovar.webgpu.tuning;

import dev.samovar.webgpu.lowering.ContextLength;
import dev.samovar.webgpu.lowering.DerivedSchedules;
import dev.samovar.webgpu.lowering.MatrixSchedule;
import dev.samovar.webgpu.lowering.MatrixShape;
import dev.samovar.webgpu.lowering.Schedules;
import dev.samovar.webgpu.lowering.WeightMatrix;
import java.util.List;
import java.util.Map;

/** What was measured fastest, and the given schedules where nothing was. */
record TunedSchedules(Schedules others, Map<MatrixShape, MatrixSchedule> fastest) implements DerivedSchedules {

    @Override
    public List<Schedules> decodeVariants(ContextLength length) {
        return others.decodeVariants(length).stream()
                .<Schedules>map(variant -> new TunedSchedules(variant, fastest))
                .toList();
    }

    @Override
    public MatrixSchedule matrix(WeightMatrix matrix, int tokens) {
        MatrixSchedule measured = fastest.get(MatrixShape.of(matrix, tokens, numbers(tokens)));
        return measured == null ? others.matrix(matrix, tokens) : measured;
    }
}

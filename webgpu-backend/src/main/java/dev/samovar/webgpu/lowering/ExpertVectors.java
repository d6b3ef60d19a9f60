package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.ExpertVectorKernel;
import dev.samovar.kernels.ExpertVectorKernel.Role;
import dev.samovar.program.Rows;
import java.util.ArrayList;
import java.util.List;

/** For few rows: each row's experts are read for it alone, and summed where they are multiplied. */
record ExpertVectors(Mixture mixture, MatrixSchedule.Vector schedule) {

    List<Launch> launches() {
        List<Launch> launches = new ArrayList<>();
        mixture.gateAndUp().forEach(matrix -> launches.add(gated(matrix)));
        launches.add(summed(mixture.down().get(0)));
        return launches;
    }

    private Launch gated(ExpertMatrix matrix) {
        Place x = mixture.lowering().place(mixture.op().x());
        var overrides = mixture.gated(overrides(matrix))
                .place("X", x, 4)
                .and("SLOTS", 1)
                .and("X_SLOT", 0);
        return launch(
                matrix,
                Role.GATED,
                overrides,
                List.of(x.area(), mixture.hidden()),
                mixture.op().perToken());
    }

    private Launch summed(ExpertMatrix matrix) {
        Area hidden = mixture.hidden();
        var overrides = overrides(matrix)
                .place("X", new Place(hidden, 0), 4)
                .and("SLOTS", mixture.op().perToken())
                .and("X_SLOT", mixture.pairStride(hidden) / 4)
                .place("Y", mixture.y(), 4);
        List<Area> areas = new ArrayList<>(List.of(hidden));
        mixture.residual().ifPresent(residual -> {
            overrides.place("RESIDUAL", residual, 4);
            areas.add(residual.area());
        });
        areas.add(mixture.y().area());
        return launch(matrix, mixture.residual().isPresent() ? Role.RESIDUAL : Role.STORE, overrides, areas, 1);
    }

    private Overrides overrides(ExpertMatrix matrix) {
        return mixture.routing(matrix.overrides())
                .and("COLUMN_THREADS", schedule.columnThreads())
                .and("ROW_TILES", schedule.rowTiles());
    }

    private Launch launch(ExpertMatrix matrix, Role role, Overrides overrides, List<Area> areas, int slots) {
        List<Operand> operands = new ArrayList<>(
                List.of(new Operand.MatrixWeights(matrix.matrix()), new Operand.Activations(mixture.routes())));
        areas.forEach(area -> operands.add(new Operand.Activations(area)));
        return new Launch(
                ExpertVectorKernel.name(matrix.matrix().layout(), role),
                overrides.values(),
                operands,
                new Grid(
                        Extent.covering(matrix.tiles(), schedule.rowTiles()),
                        new Extent.PerRows(Rows.STEP, 1),
                        new Extent.Fixed(slots)));
    }
}

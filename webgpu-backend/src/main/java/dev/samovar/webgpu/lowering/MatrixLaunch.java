package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.ActivationWgsl;
import dev.samovar.kernels.Epilogue;
import dev.samovar.kernels.MatrixInput;
import dev.samovar.kernels.MatrixInt8Kernel;
import dev.samovar.kernels.MatrixTiles;
import dev.samovar.program.ActivationKind;
import dev.samovar.program.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the launches of a matrix: y = epilogue(x · wᵀ + bias).
 *
 * @param before launches that make x
 */
record MatrixLaunch(
        Lowering lowering,
        MatrixSchedule schedule,
        List<Launch> before,
        Place x,
        @Nullable PendingNorm norm,
        WeightMatrix matrix,
        WeightVector bias) {

    /** Reads the value, applying the norm it may still lack. */
    static MatrixLaunch of(Lowering lowering, Value value, WeightMatrix matrix, WeightVector bias) {
        PendingNorm norm = lowering.pendingNorm(value);
        Place x = norm == null ? lowering.place(value) : norm.x();
        MatrixSchedule schedule = lowering.options()
                .schedules()
                .matrix(matrix, lowering.tokens(x.area().rows()));
        if (!schedule.readsInt8()) {
            return new MatrixLaunch(lowering, schedule, List.of(), x, norm, matrix, bias);
        }
        var quantized = QuantizedInput.of(lowering, x, matrix.columns(), MatrixInt8Kernel.nibbles(matrix.layout()));
        return new MatrixLaunch(lowering, schedule, List.of(quantized.launch()), quantized.place(), norm, matrix, bias);
    }

    List<Launch> store(Place y) {
        return launch(Epilogue.STORE, overrides().place("Y", y, 4), List.of(y));
    }

    List<Launch> addTo(Place residual, Place y) {
        var overrides = overrides().place("RESIDUAL", residual, 4).place("Y", y, 4);
        return launch(Epilogue.RESIDUAL, overrides, List.of(residual, y));
    }

    /** The matrix's rows alternate between gate and up; y has half as many features. */
    List<Launch> gated(ActivationKind kind, Place y) {
        var overrides = overrides().place("Y", y, 2).and("ACTIVATION", ActivationWgsl.code(kind));
        return launch(Epilogue.GATED, overrides, List.of(y));
    }

    /** What the layout's WGSL wants to know. */
    static Map<String, Double> of(MatrixTiles tiles) {
        return Map.of(
                "SLICES", (double) tiles.slices(),
                "GROUP_SLICES", tiles.group() / 8.0,
                "SCALES", (double) tiles.scaleStart());
    }

    private Overrides overrides() {
        return new Overrides(of(matrix.tiles()))
                .and("TILES", matrix.tiles().tiles())
                .place("X", x, 4);
    }

    private List<Launch> launch(Epilogue epilogue, Overrides overrides, List<Place> epiloguePlaces) {
        List<Operand> operands = new ArrayList<>(List.of(
                new Operand.MatrixWeights(matrix), new Operand.VectorWeights(bias), new Operand.Activations(x.area())));
        epiloguePlaces.forEach(place -> operands.add(new Operand.Activations(place.area())));
        if (norm != null) {
            overrides.and("EPS", norm.norm().eps());
            operands.add(new Operand.VectorWeights(
                    WeightVector.of(norm.norm().gain(), norm.norm().gainOffset())));
        }
        List<Launch> launches = new ArrayList<>(before);
        launches.add(new Launch(
                schedule.kernel(matrix.layout(), norm == null ? MatrixInput.PLAIN : MatrixInput.NORMED, epilogue),
                overrides.and(schedule.overrides()).values(),
                operands,
                schedule.grid(matrix.tiles().tiles(), x.area().rows())));
        return launches;
    }
}

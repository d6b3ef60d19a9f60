package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.ActivationWgsl;
import dev.samovar.kernels.Epilogue;
import dev.samovar.kernels.MatrixInput;
import dev.samovar.kernels.MatrixInt8Kernel;
import dev.samovar.kernels.MatrixTiles;
import dev.samovar.program.ActivationKind;
import dev.samovar.program.Op;
import dev.samovar.program.Rotary;
import dev.samovar.program.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the launches of a matrix: y = epilogue(x · wᵀ + bias).
 *
 * @param before launches that make x
 * @param parts of x, to be added up; null when x is whole
 */
record MatrixLaunch(
        Lowering lowering,
        MatrixSchedule schedule,
        List<Launch> before,
        Place x,
        @Nullable PendingNorm norm,
        @Nullable AttentionParts parts,
        WeightMatrix matrix,
        WeightVector bias) {

    /** Reads the value, applying the norm it may still lack. */
    static MatrixLaunch of(Lowering lowering, Value value, WeightMatrix matrix, WeightVector bias) {
        PendingNorm norm = lowering.pendingNorm(value);
        PreparedNorm prepared = norm == null ? null : norm.prepared();
        Place x = norm == null ? lowering.place(value) : prepared == null ? norm.x() : new Place(prepared.gained(), 0);
        MatrixSchedule schedule = lowering.options()
                .schedules()
                .matrix(matrix, lowering.tokens(x.area().rows()));
        if (!schedule.readsInt8()) {
            return new MatrixLaunch(lowering, schedule, List.of(), x, norm, lowering.parts(value), matrix, bias);
        }
        var quantized = QuantizedInput.of(lowering, x, matrix.columns(), MatrixInt8Kernel.nibbles(matrix.layout()));
        return new MatrixLaunch(
                lowering, schedule, List.of(quantized.launch()), quantized.place(), norm, null, matrix, bias);
    }

    List<Launch> store(Place y) {
        return launch(Epilogue.STORE, overrides().place("Y", y, 4), activations(y));
    }

    List<Launch> addTo(Place residual, Place y) {
        var overrides = overrides().place("RESIDUAL", residual, 4).place("Y", y, 4);
        return launch(Epilogue.RESIDUAL, overrides, activations(residual, y));
    }

    /** Leaves what the sum's norm needs too. */
    List<Launch> addTo(Place residual, Place y, Op.RmsNorm norm, PreparedNorm prepared) {
        var overrides = overrides()
                .place("RESIDUAL", residual, 4)
                .place("Y", y, 4)
                .and("GAINED_STRIDE", prepared.gained().stride() / 4.0)
                .and("SQUARES_STRIDE", prepared.squares().stride() / 4.0);
        return launch(
                Epilogue.RESIDUAL_GAINED,
                overrides,
                List.of(
                        new Operand.Activations(residual.area()),
                        new Operand.Activations(y.area()),
                        new Operand.VectorWeights(WeightVector.of(norm.gain(), norm.gainOffset())),
                        new Operand.Activations(prepared.gained()),
                        new Operand.Activations(prepared.squares())));
    }

    /** The matrix's rows alternate between gate and up; y has half as many features. */
    List<Launch> gated(ActivationKind kind, Place y) {
        var overrides = overrides().place("Y", y, 2).and("ACTIVATION", ActivationWgsl.code(kind));
        return launch(Epilogue.gated(y.area().numbers()), overrides, activations(y));
    }

    /** The matrix's rows are those of queries, keys and values, the former two in pairs; keys and values are kept. */
    List<Launch> append(Op.Attention attention, Rotary rotary, Area turned) {
        var overrides =
                overrides().and(AttentionLaunches.shape(attention.shape())).and("PAIRS", rotary.rotaryDim() / 2.0);
        return launch(
                Epilogue.turned(lowering.options().cache()),
                overrides,
                List.of(
                        new Operand.StepSection(Section.ROWS),
                        new Operand.Rotations(rotary),
                        new Operand.Activations(turned),
                        new Operand.Keys(attention.layer()),
                        new Operand.Values(attention.layer())));
    }

    private static List<Operand> activations(Place... places) {
        return Arrays.stream(places)
                .<Operand>map(place -> new Operand.Activations(place.area()))
                .toList();
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

    private List<Launch> launch(Epilogue epilogue, Overrides overrides, List<Operand> epilogueOperands) {
        List<Operand> operands = new ArrayList<>(List.of(
                new Operand.MatrixWeights(matrix), new Operand.VectorWeights(bias), new Operand.Activations(x.area())));
        operands.addAll(epilogueOperands);
        if (norm != null) {
            overrides.and("EPS", norm.norm().eps());
            PreparedNorm prepared = norm.prepared();
            if (prepared == null) {
                operands.add(new Operand.VectorWeights(
                        WeightVector.of(norm.norm().gain(), norm.norm().gainOffset())));
            } else {
                overrides.and("SQUARES_STRIDE", prepared.squares().stride() / 2.0);
                operands.add(new Operand.Activations(prepared.squares()));
            }
        }
        overrides.and(schedule.overrides());
        Grid grid = schedule.grid(matrix.tiles().tiles(), x.area().rows());
        List<Launch> launches = new ArrayList<>(before);
        if (parts == null) {
            launches.add(launch(input(), epilogue, overrides, operands, grid));
            return launches;
        }
        for (AttentionParts.Reading reading : parts.readings(grid)) {
            MatrixInput input = reading.parts() == 1 ? input() : MatrixInput.PARTS;
            var own = new Overrides(overrides.values());
            if (input == MatrixInput.PARTS) {
                own.and("X_PARTS", reading.parts()).and("HEAD_SLICES", parts.headSlices());
            }
            launches.add(launch(input, epilogue, own, operands, reading.grid()));
        }
        return launches;
    }

    private Launch launch(
            MatrixInput input, Epilogue epilogue, Overrides overrides, List<Operand> operands, Grid grid) {
        return new Launch(schedule.kernel(matrix.layout(), input, epilogue), overrides.values(), operands, grid);
    }

    private MatrixInput input() {
        if (norm == null) {
            return MatrixInput.of(false, x.area().numbers());
        }
        return norm.prepared() == null
                ? MatrixInput.of(true, lowering.numbers(x.area().rows()))
                : MatrixInput.GAINED;
    }
}

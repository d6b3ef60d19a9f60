package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.ActivationWgsl;
import dev.samovar.kernels.ElementwiseKernel;
import dev.samovar.kernels.EmbedKernel;
import dev.samovar.kernels.LogitRowsKernel;
import dev.samovar.kernels.NormKernel;
import dev.samovar.kernels.Numbers;
import dev.samovar.kernels.PointwiseKernel;
import dev.samovar.kernels.RopeKernel;
import dev.samovar.program.Matrix;
import dev.samovar.program.Op;
import dev.samovar.program.Rows;
import dev.samovar.program.Value;
import dev.samovar.program.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Each operation's own kernel: what runs everything, and what the other rules are compared with. */
final class Direct implements Rule {

    @Override
    public Stage match(Op first, OpenOps open, Lowering lowering) {
        return new Stage("Direct", List.of(first), launches(first, open, lowering));
    }

    private static List<Launch> launches(Op op, OpenOps open, Lowering lowering) {
        return switch (op) {
            case Op.Embed o -> embed(EmbedKernel.Index.TOKEN, o.table(), 0, o.y(), lowering);
            case Op.EmbedPosition o -> embed(EmbedKernel.Index.POSITION, o.table(), o.offset(), o.y(), lowering);
            case Op.RmsNorm o -> List.of(rmsNorm(o, lowering.numbers(o.y(), open), lowering));
            case Op.LayerNorm o -> List.of(layerNorm(o, lowering.numbers(o.y(), open), lowering));
            case Op.Linear o -> linear(o, lowering);
            case Op.Rope o -> List.of(rope(o, lowering));
            case Op.Attention o ->
                AttentionLaunches.of(lowering, o, lowering.place(o.q()), lowering.place(o.k()), Optional.empty(), open);
            case Op.Experts o ->
                Mixture.of(lowering, o, Optional.empty(), lowering.create(o.y()))
                        .launches();
            case Op.Activation o ->
                List.of(pointwise(
                        PointwiseKernel.ACTIVATION,
                        "ACTIVATION",
                        ActivationWgsl.code(o.kind()),
                        o.x(),
                        o.y(),
                        lowering));
            case Op.Add o -> List.of(elementwise(ElementwiseKernel.ADD, o.a(), o.b(), o.y(), lowering));
            case Op.Multiply o -> List.of(elementwise(ElementwiseKernel.MULTIPLY, o.a(), o.b(), o.y(), lowering));
            case Op.Scale o -> List.of(pointwise(PointwiseKernel.SCALE, "FACTOR", o.factor(), o.x(), o.y(), lowering));
            case Op.SoftCap o -> List.of(pointwise(PointwiseKernel.SOFT_CAP, "CAP", o.cap(), o.x(), o.y(), lowering));
            case Op.LogitRows o -> logitRows(o, lowering);
        };
    }

    private static List<Launch> embed(EmbedKernel.Index index, Matrix table, int offset, Value y, Lowering lowering) {
        Place to = lowering.create(y);
        List<Launch> launches = new ArrayList<>();
        for (Matrix part : lowering.bindableParts(table)) {
            WeightMatrix matrix = lowering.matrix(part);
            var overrides = new Overrides(MatrixLaunch.of(matrix.tiles()))
                    .and("FIRST", part.firstRow() - table.firstRow())
                    .and("COUNT", part.rows())
                    .and("POSITION_OFFSET", offset)
                    .and("TOKEN_STRIDE", lowering.options().tokenStride())
                    .and("Y_STRIDE", to.area().stride() / 4.0);
            launches.add(new Launch(
                    EmbedKernel.name(index, matrix.layout()),
                    overrides.values(),
                    List.of(
                            new Operand.MatrixWeights(matrix),
                            new Operand.StepSection(Section.ROWS),
                            new Operand.Tokens(),
                            new Operand.Activations(to.area())),
                    Grid.perRow(matrix.tiles().slices(), 32, Rows.STEP)));
        }
        return launches;
    }

    private static Launch rmsNorm(Op.RmsNorm o, Numbers numbers, Lowering lowering) {
        Place from = lowering.place(o.x());
        Place to = lowering.create(o.y(), numbers);
        return new Launch(
                NormKernel.name(NormKernel.RMS, numbers),
                normOverrides(o.gain(), o.eps(), from, to, lowering),
                List.of(
                        new Operand.Activations(from.area()),
                        new Operand.VectorWeights(WeightVector.of(o.gain(), o.gainOffset())),
                        new Operand.Activations(to.area())),
                Grid.of(new Extent.Fixed(o.x().width() / o.gain().size()), new Extent.PerRows(o.x().rows(), 1)));
    }

    private static Launch layerNorm(Op.LayerNorm o, Numbers numbers, Lowering lowering) {
        Place from = lowering.place(o.x());
        Place to = lowering.create(o.y(), numbers);
        var bias = o.bias().map(vector -> WeightVector.of(vector, 0)).orElse(WeightVector.zeros(o.run()));
        var overrides = new Overrides(normOverrides(o.gains().get(0), o.eps(), from, to, lowering))
                .and("GAINS", o.gains().size());
        return new Launch(
                NormKernel.name(NormKernel.LAYER, numbers),
                overrides.values(),
                List.of(
                        new Operand.Activations(from.area()),
                        new Operand.VectorWeights(WeightVector.concatenated(o.gains())),
                        new Operand.VectorWeights(bias),
                        new Operand.Activations(to.area())),
                Grid.of(new Extent.Fixed(o.x().width() / o.run()), new Extent.PerRows(o.x().rows(), 1)));
    }

    private static Map<String, Double> normOverrides(Vector gain, float eps, Place from, Place to, Lowering lowering) {
        return Overrides.places(from, to, 1)
                .and("WIDTH", gain.size())
                .and("EPS", eps)
                .and("THREADS", lowering.options().schedules().normThreads())
                .values();
    }

    private static List<Launch> linear(Op.Linear o, Lowering lowering) {
        Place to = lowering.create(o.y());
        List<Launch> launches = new ArrayList<>();
        for (Matrix part : lowering.bindableParts(o.w())) {
            int first = part.firstRow() - o.w().firstRow();
            WeightMatrix matrix = lowering.matrix(part);
            Optional<Vector> bias = o.bias().map(b -> new Vector(b.tensor(), part.rows(), b.first() + first));
            launches.addAll(MatrixLaunch.of(lowering, o.x(), matrix, WeightVector.biases(matrix, List.of(bias)))
                    .store(new Place(to.area(), first)));
        }
        return launches;
    }

    private static Launch rope(Op.Rope o, Lowering lowering) {
        Place from = lowering.place(o.x());
        Place to = lowering.create(o.y());
        return new Launch(
                RopeKernel.NAME,
                Overrides.places(from, to, 1)
                        .and("WIDTH", o.x().width())
                        .and("HEAD_DIM", o.rotary().headDim())
                        .and("PAIRS", o.rotary().rotaryDim() / 2.0)
                        .values(),
                List.of(
                        new Operand.StepSection(Section.ROWS),
                        new Operand.Rotations(o.rotary()),
                        new Operand.Activations(from.area()),
                        new Operand.Activations(to.area())),
                Grid.perRow(o.x().width(), 64, o.x().rows()));
    }

    private static Launch pointwise(String kernel, String setting, double number, Value x, Value y, Lowering lowering) {
        Place from = lowering.place(x);
        Place to = lowering.create(y);
        return new Launch(
                kernel,
                Overrides.places(from, to, 1)
                        .and("WIDTH", x.width())
                        .and(setting, number)
                        .values(),
                List.of(new Operand.Activations(from.area()), new Operand.Activations(to.area())),
                Grid.perRow(x.width(), 64, x.rows()));
    }

    private static Launch elementwise(String kernel, Value a, Value b, Value y, Lowering lowering) {
        Place left = lowering.place(a);
        Place right = lowering.place(b);
        Place to = lowering.create(y);
        int width = Extent.ceilDiv(y.width(), 4);
        return new Launch(
                kernel,
                new Overrides(Map.of())
                        .and("WIDTH", width)
                        .place("A", left, 4)
                        .place("B", right, 4)
                        .place("Y", to, 4)
                        .values(),
                List.of(
                        new Operand.Activations(left.area()),
                        new Operand.Activations(right.area()),
                        new Operand.Activations(to.area())),
                Grid.perRow(width, 64, y.rows()));
    }

    private static List<Launch> logitRows(Op.LogitRows o, Lowering lowering) {
        Place from = lowering.place(o.x());
        if (lowering.options().decodes()) { // all rows are
            lowering.put(o.y(), from.area(), from.offset());
            return List.of();
        }
        Place to = lowering.create(o.y());
        int width = Extent.ceilDiv(o.x().width(), 4);
        return List.of(new Launch(
                LogitRowsKernel.NAME,
                new Overrides(Map.of())
                        .and("WIDTH", width)
                        .place("X", from, 4)
                        .and("Y_STRIDE", to.area().stride() / 4.0)
                        .values(),
                List.of(
                        new Operand.StepSection(Section.LOGIT_ROWS),
                        new Operand.Activations(from.area()),
                        new Operand.Activations(to.area())),
                Grid.perRow(width, 64, Rows.LOGITS)));
    }
}

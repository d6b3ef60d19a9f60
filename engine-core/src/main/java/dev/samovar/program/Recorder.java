package dev.samovar.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Records the operations a model asks for. Weight names are given relative to the recorder's scope and without
 * {@code .weight} or {@code .bias}, as Hugging Face names modules.
 */
public final class Recorder {
    private final String scope;
    private final Recording recording;

    /** What all scopes of one model share. */
    private static final class Recording {
        final List<Op> ops = new ArrayList<>();
        int values;
        int cacheLayers;
    }

    public Recorder() {
        this("", new Recording());
    }

    private Recorder(String scope, Recording recording) {
        this.scope = scope;
        this.recording = recording;
    }

    /** The same recording, with weight names below {@code scope}. */
    public Recorder in(String name) {
        return new Recorder(scope + name + ".", recording);
    }

    /** → [T, hidden]. */
    public Value embed(String module, int vocabulary, int hidden) {
        Value y = value(hidden, Rows.STEP);
        return record(new Op.Embed(matrix(module, vocabulary, hidden), y));
    }

    /** Learned positions → [T, hidden]. */
    public Value embedPosition(String module, int positions, int hidden) {
        return record(new Op.EmbedPosition(matrix(module, positions, hidden), 0, value(hidden, Rows.STEP)));
    }

    /** [T, columns] → [T, rows]. */
    public Value linear(Value x, String module, int rows) {
        return linear(x, module, rows, false);
    }

    /** [T, columns] → [T, rows], with the module's bias. */
    public Value linearWithBias(Value x, String module, int rows) {
        return linear(x, module, rows, true);
    }

    /** [T, columns] → [T, rows], with the module's bias where it has one. */
    public Value linear(Value x, String module, int rows, boolean bias) {
        return linearRows(x, module, 0, rows, bias);
    }

    /** Part of a fused module: rows {@code first} to {@code first + rows}; [T, columns] → [T, rows]. */
    public Value linearRows(Value x, String module, int first, int rows, boolean bias) {
        var w = new Matrix(scope + module + ".weight", rows, x.width(), first, false);
        return linear(x, w, bias ? Optional.of(new Vector(scope + module + ".bias", rows, first)) : Optional.empty());
    }

    /** [T, w.columns] → [T, w.rows]. */
    public Value linear(Value x, Matrix w, Optional<Vector> bias) {
        if (x.width() != w.columns()) {
            throw new IllegalArgumentException(
                    w.tensor() + " takes " + w.columns() + " features, but its input has " + x.width());
        }
        return record(new Op.Linear(x, w, bias, value(w.rows(), x.rows())));
    }

    public Value rmsNorm(Value x, String module, float eps) {
        return rmsNorm(x, module, 0, eps);
    }

    /** @param gainOffset what the checkpoint leaves out of its gains, see {@link Op.RmsNorm} */
    public Value rmsNorm(Value x, String module, float gainOffset, float eps) {
        return headRmsNorm(x, module, x.width(), gainOffset, eps);
    }

    /** Normalises each run of {@code headDim} features by itself, with one gain for all. */
    public Value headRmsNorm(Value x, String module, int headDim, float gainOffset, float eps) {
        return record(new Op.RmsNorm(x, vector(module + ".weight", headDim), gainOffset, eps, like(x)));
    }

    public Value layerNorm(Value x, String module, float eps) {
        return headLayerNorm(x, module, x.width(), eps);
    }

    /** Normalises each run of {@code headDim} features by itself, with one gain and bias for all. */
    public Value headLayerNorm(Value x, String module, int headDim, float eps) {
        var bias = Optional.of(vector(module + ".bias", headDim));
        return record(new Op.LayerNorm(x, List.of(vector(module + ".weight", headDim)), bias, eps, like(x)));
    }

    /** Normalises each run of {@code headDim} features with a gain of its own, {@code module.0.weight} and on; no bias. */
    public Value eachHeadLayerNorm(Value x, String module, int headDim, float eps) {
        List<Vector> gains = IntStream.range(0, x.width() / headDim)
                .mapToObj(head -> vector(module + "." + head + ".weight", headDim))
                .toList();
        return record(new Op.LayerNorm(x, gains, Optional.empty(), eps, like(x)));
    }

    public Value rope(Value x, Rotary rotary) {
        return record(new Op.Rope(x, rotary, like(x)));
    }

    /** Appends k and v to the next cache layer, then attends: → [T, heads·headDim]. */
    public Value attention(Value q, Value k, Value v, AttentionShape shape) {
        return record(new Op.Attention(q, k, v, shape, recording.cacheLayers++, like(q)));
    }

    /**
     * Each row of x through the experts that its router logits favour: → [T, hidden].
     *
     * @param router [T, experts]
     * @param normalised whether the chosen experts' weights shall add up to one
     */
    public Value experts(
            Value x, Value router, List<Expert> experts, ActivationKind activation, int perToken, boolean normalised) {
        return record(new Op.Experts(x, router, experts, activation, perToken, normalised, like(x)));
    }

    public Value activation(Value x, ActivationKind kind) {
        return record(new Op.Activation(x, kind, like(x)));
    }

    public Value add(Value a, Value b) {
        return record(new Op.Add(a, b, like(a)));
    }

    public Value multiply(Value a, Value b) {
        return record(new Op.Multiply(a, b, like(a)));
    }

    public Value scale(Value x, float factor) {
        return record(new Op.Scale(x, factor, like(x)));
    }

    public Value softCap(Value x, float cap) {
        return record(new Op.SoftCap(x, cap, like(x)));
    }

    /** [T, width] → [logit rows, width]. */
    public Value logitRows(Value x) {
        return record(new Op.LogitRows(x, value(x.width(), Rows.LOGITS)));
    }

    /** Ends the recording. */
    public Program program(Value logits, int contextLength) {
        return new Program(recording.ops, logits, contextLength);
    }

    /** The module's weight in this scope. */
    public Matrix matrix(String module, int rows, int columns) {
        return Matrix.of(scope + module + ".weight", rows, columns);
    }

    /** A vector of this scope by its full name, suffix included. */
    public Vector vector(String name, int size) {
        return Vector.of(scope + name, size);
    }

    private Value like(Value x) {
        return value(x.width(), x.rows());
    }

    private Value value(int width, Rows rows) {
        return new Value(recording.values++, width, rows);
    }

    private Value record(Op op) {
        recording.ops.add(op);
        return op.y();
    }
}

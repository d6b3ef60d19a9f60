package dev.samovar.bench;

import dev.samovar.program.Op;
import dev.samovar.program.OpWeights;
import dev.samovar.program.Program;
import dev.samovar.quant.F32;
import dev.samovar.quant.Q4_0;
import dev.samovar.quant.WeightFormat;
import dev.samovar.weights.ByteSource;
import dev.samovar.weights.RowOrder;
import dev.samovar.weights.Tensor;
import dev.samovar.weights.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Random q4 matrices and unit vectors of the shapes a program asks for. Outputs mean nothing; speeds do. */
public final class RandomWeights implements Weights {
    private static final WeightFormat MATRICES = new Q4_0();
    private static final WeightFormat VECTORS = new F32();

    private final String model;
    private final Map<String, Tensor> tensors = new HashMap<>();

    private RandomWeights(String model) {
        this.model = model;
    }

    public static RandomWeights of(String model, Program program) {
        var weights = new RandomWeights(model);
        program.ops().forEach(weights::add);
        return weights;
    }

    @Override
    public Optional<Tensor> find(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    @Override
    public String description() {
        return model + " with random weights";
    }

    private void add(Op op) {
        OpWeights.matrices(op).forEach(w -> add(w.tensor(), MATRICES, List.of(w.firstRow() + w.rows(), w.columns())));
        OpWeights.vectors(op).forEach(v -> add(v.tensor(), VECTORS, List.of(v.first() + v.size())));
    }

    /** The matrices of one tensor come in any order: the one that reaches furthest gives its shape. */
    private void add(String name, WeightFormat format, List<Integer> shape) {
        Tensor known = tensors.get(name);
        if (known == null || known.shape().get(0) < shape.get(0)) {
            ByteSource source = format.equals(VECTORS) ? new UnitFloats() : new RandomBlocks(name);
            tensors.put(name, new Tensor(name, format, shape, source, 0, new RowOrder.Plain()));
        }
    }
}

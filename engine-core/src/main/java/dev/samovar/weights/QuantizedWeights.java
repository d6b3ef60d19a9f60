package dev.samovar.weights;

import dev.samovar.program.Matrix;
import dev.samovar.program.Op;
import dev.samovar.program.OpWeights;
import dev.samovar.program.Program;
import dev.samovar.program.Value;
import dev.samovar.quant.Quantization;
import dev.samovar.quant.QuantizedOnLoad;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A checkpoint whose matrices of floats are quantised as they are loaded: those of linears, experts, embedding and head.
 * What the file holds quantised stays as it is, and so do norms, biases, learned positions, the routers of experts, where
 * a small error sends a token elsewhere, and matrices whose columns do not fill groups.
 */
public final class QuantizedWeights implements Weights {
    private final Weights weights;
    private final Quantization quantization;
    private final Set<String> names = new HashSet<>();

    /** @param program what the weights are for; it tells which tensors are such matrices */
    public QuantizedWeights(Program program, Weights weights, Quantization quantization) {
        this.weights = weights;
        this.quantization = quantization;
        Set<Value> routers = new HashSet<>();
        for (Op op : program.ops()) {
            if (op instanceof Op.Experts experts) {
                routers.add(experts.router());
            }
        }
        for (Op op : program.ops()) {
            for (Matrix matrix : quantized(op, routers)) {
                if (matrix.columns() % Quantization.GROUP == 0) {
                    names.add(matrix.tensor());
                }
            }
        }
    }

    private static List<Matrix> quantized(Op op, Set<Value> routers) {
        boolean stays = op instanceof Op.EmbedPosition || routers.contains(op.y());
        return stays ? List.of() : OpWeights.matrices(op);
    }

    @Override
    public Optional<Tensor> find(String name) {
        Optional<Tensor> found = weights.find(name);
        if (found.isEmpty()
                || !names.contains(name)
                || !QuantizedOnLoad.takes(found.get().format())) {
            return found;
        }
        Tensor tensor = found.get();
        return Optional.of(tensor.withFormat(new QuantizedOnLoad(tensor.format(), quantization)));
    }

    @Override
    public String description() {
        return weights.description();
    }
}

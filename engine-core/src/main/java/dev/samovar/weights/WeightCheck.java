package dev.samovar.weights;

import dev.samovar.program.Matrix;
import dev.samovar.program.Op;
import dev.samovar.program.OpWeights;
import dev.samovar.program.Program;
import dev.samovar.program.Vector;
import dev.samovar.quant.Unsupported;
import java.util.List;

/** Checks that a checkpoint holds what a program needs, before anything is loaded. */
public final class WeightCheck {
    private WeightCheck() {}

    /** Every tensor the program names must be there, decodable and of the right shape. */
    public static void check(Program program, Weights weights) {
        for (Op op : program.ops()) {
            OpWeights.matrices(op).forEach(matrix -> require(weights, matrix));
            OpWeights.vectors(op).forEach(vector -> require(weights, vector));
        }
    }

    /** The matrix's tensor. */
    static Tensor require(Weights weights, Matrix m) {
        Tensor tensor = decodable(weights.require(m.tensor()));
        List<Integer> shape = tensor.shape();
        int rowsAt = m.transposed() ? 1 : 0;
        if (shape.size() != 2 || shape.get(1 - rowsAt) != m.columns() || shape.get(rowsAt) < m.firstRow() + m.rows()) {
            String expected = m.transposed()
                    ? "[" + m.columns() + ", " + (m.firstRow() + m.rows()) + "]"
                    : "[" + (m.firstRow() + m.rows()) + ", " + m.columns() + "]";
            throw misshapen(tensor, expected, weights);
        }
        return tensor;
    }

    /** The vector's tensor. */
    static Tensor require(Weights weights, Vector v) {
        Tensor tensor = decodable(weights.require(v.tensor()));
        if (tensor.shape().size() != 1 || tensor.elements() < v.first() + v.size()) {
            throw misshapen(tensor, "[" + (v.first() + v.size()) + "]", weights);
        }
        return tensor;
    }

    private static Tensor decodable(Tensor tensor) {
        if (tensor.format() instanceof Unsupported) {
            throw new ModelFormatException("tensor " + tensor.name() + " has the format "
                    + tensor.format().name() + ", which is not supported");
        }
        return tensor;
    }

    private static ModelFormatException misshapen(Tensor tensor, String expected, Weights weights) {
        return new ModelFormatException(weights.description() + ": tensor " + tensor.name() + " has shape "
                + tensor.shape() + ", but the configuration asks for " + expected);
    }
}

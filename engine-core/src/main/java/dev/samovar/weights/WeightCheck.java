package dev.samovar.weights;

import dev.samovar.program.Matrix;
import dev.samovar.program.Op;
import dev.samovar.program.OpWeights;
import dev.samovar.program.Program;
import dev.samovar.program.Vector;
import dev.samovar.quant.Unsupported;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks that a checkpoint holds what a program needs, before anything is loaded. */
public final class WeightCheck {
    private WeightCheck() {}

    /**
     * Every tensor the program names must be there, decodable and of the right shape, and the program must use all rows
     * of every matrix.
     */
    public static void check(Program program, Weights weights) {
        Map<String, Integer> rowsUsed = new HashMap<>();
        for (Op op : program.ops()) {
            for (Matrix m : OpWeights.matrices(op)) {
                require(weights, m);
                rowsUsed.merge(m.tensor(), m.firstRow() + m.rows(), Math::max);
            }
            OpWeights.vectors(op).forEach(vector -> require(weights, vector));
        }
        for (Op op : program.ops()) {
            for (Matrix m : OpWeights.matrices(op)) {
                requireAllRows(weights, m, rowsUsed.getOrDefault(m.tensor(), 0));
            }
        }
    }

    private static void requireAllRows(Weights weights, Matrix m, int used) {
        Tensor tensor = weights.require(m.tensor());
        if (tensor.shape().get(rowsAt(m)) != used) {
            throw misshapen(tensor, expected(m, used), weights);
        }
    }

    /** The matrix's tensor. */
    static Tensor require(Weights weights, Matrix m) {
        Tensor tensor = decodable(weights.require(m.tensor()));
        List<Integer> shape = tensor.shape();
        int rows = m.firstRow() + m.rows();
        if (shape.size() != 2 || shape.get(1 - rowsAt(m)) != m.columns() || shape.get(rowsAt(m)) < rows) {
            throw misshapen(tensor, expected(m, rows), weights);
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

    /** Which dimension of the file's shape counts the matrix's rows. */
    private static int rowsAt(Matrix m) {
        return m.transposed() ? 1 : 0;
    }

    private static String expected(Matrix m, int rows) {
        return m.transposed() ? "[" + m.columns() + ", " + rows + "]" : "[" + rows + ", " + m.columns() + "]";
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

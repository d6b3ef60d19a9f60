package dev.samovar.weights;

import dev.samovar.program.Matrix;
import dev.samovar.program.Vector;
import dev.samovar.program.WeightValues;
import dev.samovar.quant.QuantizedOnLoad;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Decodes tensors to floats for the interpreter, keeping what was asked for once. */
public final class CpuWeights implements WeightValues {
    private final Weights weights;
    private final Map<Matrix, float[]> matrices = new HashMap<>();
    private final Map<Vector, float[]> vectors = new HashMap<>();

    public CpuWeights(Weights weights) {
        this.weights = weights;
    }

    @Override
    public float[] matrix(Matrix matrix) {
        float[] values = matrices.get(matrix);
        if (values == null) {
            values = decode(matrix); // may suspend in the browser, where computeIfAbsent must not
            matrices.put(matrix, values);
        }
        return values;
    }

    @Override
    public float[] row(Matrix matrix, int row) {
        if (row < 0 || row >= matrix.rows()) {
            throw new IllegalArgumentException(
                    matrix.tensor() + " has rows 0 to " + (matrix.rows() - 1) + ", not " + row);
        }
        if (matrix.transposed() || matrices.containsKey(matrix)) {
            int start = row * matrix.columns();
            return Arrays.copyOfRange(matrix(matrix), start, start + matrix.columns());
        }
        Tensor tensor = WeightCheck.require(weights, matrix);
        long fileRow = tensor.rowOrder().fileRow(matrix.firstRow() + row);
        return quantized(tensor, TensorReader.decode(tensor, fileRow * matrix.columns(), matrix.columns()));
    }

    @Override
    public float[] vector(Vector vector) {
        float[] values = vectors.get(vector);
        if (values == null) {
            values = decode(vector);
            vectors.put(vector, values);
        }
        return values;
    }

    /** Row r lies in the file's row, or its column when transposed, that the row order says. */
    private float[] decode(Matrix m) {
        Tensor tensor = WeightCheck.require(weights, m);
        float[] file = TensorReader.decode(tensor);
        int rowStride = m.transposed() ? 1 : m.columns();
        int columnStride = m.transposed() ? tensor.shape().get(1) : 1;
        float[] out = new float[m.rows() * m.columns()];
        for (int r = 0; r < m.rows(); r++) {
            int start = tensor.rowOrder().fileRow(m.firstRow() + r) * rowStride;
            for (int c = 0; c < m.columns(); c++) {
                out[r * m.columns() + c] = file[start + c * columnStride];
            }
        }
        return quantized(tensor, out);
    }

    /** Whole rows as they are after quantisation, where the tensor is quantised on load. */
    private static float[] quantized(Tensor tensor, float[] rows) {
        if (tensor.format() instanceof QuantizedOnLoad format) {
            format.to().round(rows);
        }
        return rows;
    }

    private float[] decode(Vector v) {
        Tensor tensor = WeightCheck.require(weights, v);
        float[] file = TensorReader.decode(tensor);
        float[] out = new float[v.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = file[tensor.rowOrder().fileRow(v.first() + i)];
        }
        return out;
    }
}

package dev.samovar.webgpu.lowering;

import dev.samovar.program.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A vector of floats as the GPU holds it, put together like the rows of a {@link WeightMatrix}.
 *
 * @param parts what to put together; the rest is zeros
 * @param rowStride distance from one element of a part to the next
 */
public record WeightVector(List<Part> parts, int rowStride, int size) {

    /**
     * @param first where its elements begin
     * @param plus added to each element
     * @param pairs the order of its elements
     */
    public record Part(Vector vector, int first, float plus, RowPairs pairs) {
        Part(Vector vector, int first, float plus) {
            this(vector, first, plus, RowPairs.NONE);
        }
    }

    public WeightVector {
        parts = List.copyOf(parts);
    }

    /** A vector of the model, with a number added to each element. */
    public static WeightVector of(Vector vector, float plus) {
        return new WeightVector(List.of(new Part(vector, 0, plus)), 1, vector.size());
    }

    /** Vectors one after the other. */
    public static WeightVector concatenated(List<Vector> vectors) {
        List<Part> parts = new ArrayList<>();
        int end = 0;
        for (Vector vector : vectors) {
            parts.add(new Part(vector, end, 0));
            end += vector.size();
        }
        return new WeightVector(parts, 1, end);
    }

    public static WeightVector zeros(int size) {
        return new WeightVector(List.of(), 1, size);
    }

    /** The biases that go with the parts of a matrix; zeros where there is none. */
    public static WeightVector biases(WeightMatrix matrix, List<Optional<Vector>> biases) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < biases.size(); i++) {
            int first = matrix.firstRow(i);
            RowPairs pairs = matrix.pairs().ofPart(i);
            biases.get(i).ifPresent(bias -> parts.add(new Part(bias, first, 0, pairs)));
        }
        return new WeightVector(parts, matrix.rowStride(), matrix.tiles().tiles() * 4);
    }
}

package dev.samovar.weights;

import dev.samovar.quant.WeightFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a tensor lies.
 *
 * @param name the file's own name for it
 * @param shape outermost dimension first, as PyTorch writes shapes
 * @param offset first byte in {@code source}
 * @param rowOrder how the file orders the rows of the matrix
 */
public record Tensor(
        String name, WeightFormat format, List<Integer> shape, ByteSource source, long offset, RowOrder rowOrder) {
    public Tensor {
        shape = List.copyOf(shape);
    }

    public long elements() {
        long n = 1;
        for (int dimension : shape) {
            n *= dimension;
        }
        return n;
    }

    public long bytes() {
        return format.bytes(elements());
    }

    /** The same tensor, its rows in another order. */
    public Tensor withRowOrder(RowOrder order) {
        return new Tensor(name, format, shape, source, offset, order);
    }

    /** The same bytes, read otherwise. */
    Tensor withFormat(WeightFormat other) {
        return new Tensor(name, other, shape, source, offset, rowOrder);
    }

    /** The same bytes in another shape. */
    public Tensor withShape(List<Integer> other) {
        return new Tensor(name, format, other, source, offset, rowOrder);
    }

    /** Some of the rows along the outermost dimension. */
    public Tensor rows(int first, int count) {
        List<Integer> part = new ArrayList<>(shape);
        part.set(0, count);
        return new Tensor(name, format, part, source, offset + bytes() / shape.get(0) * first, rowOrder);
    }

    /** The parts along the outermost dimension, such as the experts of a mixture, each with the file's name of all. */
    public List<Tensor> slices() {
        List<Tensor> slices = new ArrayList<>();
        List<Integer> rest = shape.subList(1, shape.size());
        for (int i = 0; i < shape.get(0); i++) {
            long start = offset + bytes() / shape.get(0) * i;
            slices.add(new Tensor(name, format, rest, source, start, rowOrder));
        }
        return slices;
    }
}

package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.MatrixTiles;
import dev.samovar.program.Matrix;
import dev.samovar.quant.GpuLayout;
import java.util.List;

/**
 * A matrix as the GPU holds it: the rows of one or more matrices of the model, put together when they are repacked.
 *
 * @param parts of equal columns
 * @param order how the parts' rows are put together
 * @param pairs how rows lie within their parts
 * @param group columns that share a scale
 */
public record WeightMatrix(List<Matrix> parts, Order order, RowPairs pairs, GpuLayout layout, int group) {

    /** How rows of several matrices become one. */
    public enum Order {
        /** One after the other, each from a multiple of 4 on. */
        CONCATENATED,
        /** Taking turns: row i of part p is row i · parts + p. */
        INTERLEAVED,
        /** Parts 2p and 2p + 1 taking turns, such pairs one after the other, each from a multiple of 4 on. */
        PAIRED
    }

    public WeightMatrix {
        parts = List.copyOf(parts);
    }

    /** Whose parts' rows keep their order. */
    public WeightMatrix(List<Matrix> parts, Order order, GpuLayout layout, int group) {
        this(parts, order, RowPairs.NONE, layout, group);
    }

    public int columns() {
        return parts.get(0).columns();
    }

    public int rows() {
        return switch (order) {
            case CONCATENATED -> offset(parts.size());
            case INTERLEAVED -> parts.get(0).rows() * parts.size();
            case PAIRED -> parts.size() / 2 * pairRows();
        };
    }

    /** Row of the whole that holds row 0 of a part. */
    public int firstRow(int part) {
        return switch (order) {
            case CONCATENATED -> offset(part);
            case INTERLEAVED -> part;
            case PAIRED -> part / 2 * pairRows() + part % 2;
        };
    }

    /** Rows of the whole from one row of a part to the next. */
    public int rowStride() {
        return switch (order) {
            case CONCATENATED -> 1;
            case INTERLEAVED -> parts.size();
            case PAIRED -> 2;
        };
    }

    private int pairRows() {
        return filled(2 * parts.get(0).rows());
    }

    /** Rows filled up to whole tiles. */
    private static int filled(int rows) {
        return Extent.ceilDiv(rows, 4) * 4;
    }

    private int offset(int part) {
        return parts.subList(0, part).stream().mapToInt(m -> filled(m.rows())).sum();
    }

    public MatrixTiles tiles() {
        return new MatrixTiles(layout, rows(), columns(), group);
    }
}

package dev.samovar.webgpu.lowering;

import dev.samovar.program.Matrix;
import dev.samovar.program.Op;
import dev.samovar.weights.ModelFormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * A matrix of each of several experts, one after the other as one matrix.
 *
 * @param first the expert it begins with
 * @param experts how many it holds
 */
record ExpertMatrix(WeightMatrix matrix, int first, int experts) {

    /** Gate and up of all experts, rows taking turns, in as few matrices as can be bound. */
    static List<ExpertMatrix> gateAndUp(Lowering lowering, Op.Experts op) {
        return bindable(
                lowering,
                op.experts().stream().map(e -> List.of(e.gate(), e.up())).toList(),
                WeightMatrix.Order.PAIRED);
    }

    /** The matrices back to the model's width, likewise. */
    static List<ExpertMatrix> down(Lowering lowering, Op.Experts op) {
        return bindable(
                lowering, op.experts().stream().map(e -> List.of(e.down())).toList(), WeightMatrix.Order.CONCATENATED);
    }

    private static List<ExpertMatrix> bindable(
            Lowering lowering, List<List<Matrix>> experts, WeightMatrix.Order order) {
        long limit = lowering.options().bindingLimit();
        long bytes = combined(lowering, experts.subList(0, 1), order).tiles().bytes();
        if (bytes > limit) {
            throw new ModelFormatException(
                    "an expert's matrix " + experts.get(0).get(0).tensor() + " takes " + bytes
                            + " bytes on the GPU, but it lets kernels see at most " + limit
                            + " of a buffer; try fewer bits a weight");
        }
        int most = (int) Math.min(experts.size(), limit / bytes);
        List<ExpertMatrix> result = new ArrayList<>();
        for (int first = 0; first < experts.size(); first += most) {
            var some = experts.subList(first, Math.min(experts.size(), first + most));
            result.add(new ExpertMatrix(combined(lowering, some, order), first, some.size()));
        }
        return result;
    }

    private static WeightMatrix combined(Lowering lowering, List<List<Matrix>> experts, WeightMatrix.Order order) {
        List<Matrix> parts = experts.stream().flatMap(List::stream).toList();
        WeightMatrix matrix = lowering.combined(parts, order);
        if (matrix == null) {
            throw new ModelFormatException("the matrices of a layer's experts, from "
                    + parts.get(0).tensor() + " on, are stored in different formats; on the GPU they must be of one");
        }
        return matrix;
    }

    /** Tiles along the rows of an expert. */
    int tiles() {
        return matrix.tiles().tiles() / experts;
    }

    /** What kernels want to know of it. */
    Overrides overrides() {
        return new Overrides(MatrixLaunch.of(matrix.tiles()))
                .and("TILES", tiles())
                .and("FIRST", first)
                .and("EXPERTS", experts);
    }
}

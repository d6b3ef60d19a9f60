package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.ActivationWgsl;
import dev.samovar.kernels.ExpertBlocksKernel.Block;
import dev.samovar.kernels.ExpertRouteKernel;
import dev.samovar.program.Op;
import dev.samovar.program.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A mixture of experts on its way to launches. Which experts are chosen, only the GPU knows.
 *
 * @param routes each row's experts and their probabilities
 * @param hidden between an expert's matrices, one run for each pair of a row and one of its experts
 * @param residual what the sum begins with
 */
record Mixture(
        Lowering lowering,
        Op.Experts op,
        List<ExpertMatrix> gateAndUp,
        List<ExpertMatrix> down,
        Area routes,
        Area hidden,
        Optional<Place> residual,
        Place y) {

    static Mixture of(Lowering lowering, Op.Experts op, Optional<Place> residual, Place y) {
        return new Mixture(
                lowering,
                op,
                ExpertMatrix.gateAndUp(lowering, op),
                ExpertMatrix.down(lowering, op),
                lowering.area(2 * op.perToken(), Rows.STEP),
                pairs(lowering, op, op.experts().get(0).up().rows()),
                residual,
                y);
    }

    /** An area with a run of this width for each pair. */
    static Area pairs(Lowering lowering, Op.Experts op, int width) {
        return lowering.area(op.perToken() * Extent.ceilDiv(width, 32) * 32, Rows.STEP);
    }

    /** Floats from a pair's run to the next. */
    double pairStride(Area pairs) {
        return (double) pairs.stride() / op.perToken();
    }

    List<Launch> launches() {
        List<Launch> launches = new ArrayList<>(List.of(route()));
        launches.addAll(
                switch (schedule()) {
                    case MatrixSchedule.Vector vector ->
                        down.size() == 1
                                ? new ExpertVectors(this, vector).launches()
                                : new ExpertBlocks(this, Block.SINGLE, 64).launches();
                    case MatrixSchedule.Blocks blocks ->
                        new ExpertBlocks(this, block(blocks.block().tokens()), blocks.workgroup()).launches();
                    case MatrixSchedule.SubgroupMatrices matrices -> new ExpertBlocks(this, Block.WIDE, 64).launches();
                    case MatrixSchedule.Tiles tiles -> new ExpertBlocks(this, Block.WIDE, 64).launches();
                    case MatrixSchedule.Int8 int8 -> new ExpertBlocks(this, Block.WIDE, 64).launches();
                });
        return launches;
    }

    /** What a matrix of one expert's size would get. */
    private MatrixSchedule schedule() {
        WeightMatrix all = gateAndUp.get(0).matrix();
        var one = new WeightMatrix(all.parts().subList(0, 2), all.order(), all.layout(), all.group());
        return lowering.options().schedules().matrix(one, lowering.tokens(Rows.STEP));
    }

    private static Block block(int tokens) {
        return tokens == 1 ? Block.SINGLE : Block.WIDE;
    }

    private Launch route() {
        Place router = lowering.place(op.router());
        return new Launch(
                ExpertRouteKernel.NAME,
                routing(new Overrides(Map.of()))
                        .and("EXPERTS", op.experts().size())
                        .place("X", router, 1)
                        .values(),
                List.of(new Operand.Activations(router.area()), new Operand.Activations(routes)),
                Grid.perRow(op.experts().size(), ExpertRouteKernel.WORKGROUP, Rows.STEP));
    }

    /** How kernels find a pair's expert. */
    Overrides routing(Overrides overrides) {
        return overrides.and("PER_TOKEN", op.perToken()).and("ROUTE_STRIDE", routes.stride() / 2.0);
    }

    /** What the first projection's epilogue wants to know. */
    Overrides gated(Overrides overrides) {
        return overrides
                .and("Y_STRIDE", pairStride(hidden) / 2)
                .and("ACTIVATION", ActivationWgsl.code(op.activation()))
                .and("NORMALISED", op.normalised() ? 1 : 0);
    }
}

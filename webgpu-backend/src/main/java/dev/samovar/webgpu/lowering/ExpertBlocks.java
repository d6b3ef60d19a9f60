package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.ExpertBlocksKernel;
import dev.samovar.kernels.ExpertBlocksKernel.Block;
import dev.samovar.kernels.ExpertBlocksKernel.Role;
import dev.samovar.kernels.ExpertGroupKernel;
import dev.samovar.kernels.ExpertSumKernel;
import dev.samovar.program.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** For many rows, and without subgroups: rows that chose the same expert share its weights, and are summed at the end. */
record ExpertBlocks(Mixture mixture, Block block, int workgroup) {

    List<Launch> launches() {
        List<Launch> launches = new ArrayList<>();
        List<Area> blocks = new ArrayList<>();
        if (block.pairs() > 1) {
            blocks.add(blocks());
            launches.add(group(blocks.get(0)));
        }
        Place x = mixture.lowering().place(mixture.op().x());
        Area hidden = mixture.hidden();
        Area parts =
                Mixture.pairs(mixture.lowering(), mixture.op(), mixture.op().x().width());
        for (ExpertMatrix matrix : mixture.gateAndUp()) {
            var overrides = mixture.gated(overrides(matrix))
                    .place("X", x, 4)
                    .and("X_PAIRS", mixture.op().perToken());
            launches.add(launch(matrix, Role.GATED, overrides, x.area(), hidden, blocks));
        }
        for (ExpertMatrix matrix : mixture.down()) {
            var overrides = overrides(matrix)
                    .and("X_STRIDE", mixture.pairStride(hidden) / 4)
                    .and("X_PAIRS", 1)
                    .and("Y_STRIDE", mixture.pairStride(parts) / 4);
            launches.add(launch(matrix, Role.STORE, overrides, hidden, parts, blocks));
        }
        launches.add(sum(parts));
        return launches;
    }

    private int experts() {
        return mixture.op().experts().size();
    }

    /** Words, not rows: as many as the largest step's blocks take. */
    private Area blocks() {
        int rows = mixture.lowering().options().rows();
        int words = ExpertGroupKernel.blocks(rows, mixture.op().perToken(), experts(), block.pairs())
                * ExpertGroupKernel.blockWords(block.pairs());
        return mixture.lowering().area(Extent.ceilDiv(words, rows), Rows.STEP);
    }

    private Launch group(Area blocks) {
        return new Launch(
                ExpertGroupKernel.NAME,
                mixture.routing(new Overrides(Map.of()))
                        .and("EXPERTS", experts())
                        .and("SIZE", block.pairs())
                        .values(),
                List.of(new Operand.Activations(mixture.routes()), new Operand.Activations(blocks)),
                Grid.perRow(experts(), ExpertGroupKernel.WORKGROUP, Rows.STEP));
    }

    private Overrides overrides(ExpertMatrix matrix) {
        return mixture.routing(matrix.overrides()).and("WORKGROUP", workgroup);
    }

    private Launch launch(ExpertMatrix matrix, Role role, Overrides overrides, Area x, Area y, List<Area> blocks) {
        List<Operand> operands = new ArrayList<>(List.of(
                new Operand.MatrixWeights(matrix.matrix()),
                new Operand.Activations(mixture.routes()),
                new Operand.Activations(x),
                new Operand.Activations(y)));
        blocks.forEach(area -> operands.add(new Operand.Activations(area)));
        return new Launch(
                ExpertBlocksKernel.name(matrix.matrix().layout(), block, role),
                overrides.values(),
                operands,
                Grid.of(
                        Extent.covering(Extent.ceilDiv(matrix.tiles(), block.tiles()), workgroup),
                        new Extent.PerPair(mixture.op().perToken(), experts(), block.pairs())));
    }

    private Launch sum(Area parts) {
        int width = Extent.ceilDiv(mixture.op().x().width(), 4);
        var overrides = new Overrides(Map.of())
                .and("WIDTH", width)
                .and("PER_TOKEN", mixture.op().perToken())
                .and("X_STRIDE", mixture.pairStride(parts) / 4)
                .place("Y", mixture.y(), 4);
        List<Operand> operands = new ArrayList<>(List.of(
                new Operand.Activations(parts),
                new Operand.Activations(mixture.y().area())));
        mixture.residual().ifPresent(residual -> {
            overrides.place("RESIDUAL", residual, 4);
            operands.add(new Operand.Activations(residual.area()));
        });
        return new Launch(
                mixture.residual().isPresent() ? ExpertSumKernel.RESIDUAL : ExpertSumKernel.STORE,
                overrides.values(),
                operands,
                Grid.perRow(width, 64, Rows.STEP));
    }
}

package dev.samovar.webgpu.device;

import dev.samovar.kernels.MatrixBlocksKernel;
import dev.samovar.kernels.MatrixSubgroupKernel;
import dev.samovar.kernels.MatrixTilesKernel;
import dev.samovar.quant.GpuLayout;
import dev.samovar.webgpu.lowering.MatrixSchedule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Ways to multiply a matrix by many tokens: by subgroup matrices where there are some, else by tiles. */
record BlockCandidates(GpuAbilities abilities) {
    private static final int ENOUGH = 128; // blocks, for every core of a large GPU

    private static final List<MatrixSchedule> WITHOUT_BARRIERS = List.of(
            new MatrixSchedule.Blocks(MatrixBlocksKernel.Block.WIDE, 64),
            new MatrixSchedule.Blocks(MatrixBlocksKernel.Block.WIDE, 128),
            new MatrixSchedule.Blocks(MatrixBlocksKernel.Block.WIDER, 64));

    /** The first is taken unmeasured. */
    List<MatrixSchedule> of(GpuLayout layout, int rows, int tokens) {
        if (layout == GpuLayout.F32) {
            return WITHOUT_BARRIERS;
        }
        return abilities.subgroupMatrices() ? matrices(rows, tokens) : tiles(rows, tokens);
    }

    private List<MatrixSchedule> matrices(int rows, int tokens) {
        var large = MatrixSubgroupKernel.Block.LARGE;
        var first = isMany(large.tokens(), large.rows(), rows, tokens) ? large : MatrixSubgroupKernel.Block.SMALL;
        return Stream.concat(Stream.of(first), Arrays.stream(MatrixSubgroupKernel.Block.values()))
                .filter(block -> abilities.fits(block.threads(), block.memory()))
                .distinct()
                .<MatrixSchedule>map(block -> new MatrixSchedule.SubgroupMatrices(block, tokens))
                .toList();
    }

    /** The large one first where it fits and there are many of it, else the small one, which fits everywhere. */
    private List<MatrixSchedule> tiles(int rows, int tokens) {
        var large = MatrixTilesKernel.Block.LARGE;
        var first = isMany(large.tokens(), large.rows(), rows, tokens) ? large : MatrixTilesKernel.Block.SMALL;
        Stream<MatrixSchedule> blocks = Stream.concat(
                        Stream.of(first, MatrixTilesKernel.Block.SMALL),
                        Arrays.stream(MatrixTilesKernel.Block.values()))
                .filter(block -> abilities.fits(block.threads(), block.memory()))
                .distinct()
                .map(block -> new MatrixSchedule.Tiles(block, tokens));
        return Stream.concat(blocks, WITHOUT_BARRIERS.stream()).toList();
    }

    private static boolean isMany(int blockTokens, int blockRows, int rows, int tokens) {
        return (rows + blockRows - 1) / blockRows * ((tokens + blockTokens - 1) / blockTokens) >= ENOUGH;
    }
}

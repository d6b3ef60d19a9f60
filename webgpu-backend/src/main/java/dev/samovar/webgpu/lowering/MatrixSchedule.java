package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.Epilogue;
import dev.samovar.kernels.MatrixBlocksKernel;
import dev.samovar.kernels.MatrixInput;
import dev.samovar.kernels.MatrixInt8Kernel;
import dev.samovar.kernels.MatrixSubgroupKernel;
import dev.samovar.kernels.MatrixTilesKernel;
import dev.samovar.kernels.MatrixVectorKernel;
import dev.samovar.kernels.QuantizeKernel;
import dev.samovar.kernels.VectorRounds;
import dev.samovar.program.Rows;
import dev.samovar.quant.GpuLayout;
import java.util.Map;

/** A way to multiply by a matrix: which kernel and how its threads share the work. */
public sealed interface MatrixSchedule {

    String kernel(GpuLayout layout, MatrixInput input, Epilogue epilogue);

    /** Whether there are kernels that normalise their input. */
    boolean norms();

    /** Whether there are kernels that turn what they project and append it to the cache, from rows that lie in pairs. */
    default boolean appends() {
        return false;
    }

    /** Whether there are kernels that add up the parts of an attention's result. */
    default boolean addsParts() {
        return false;
    }

    /** Whether it reads x in eight bits, as {@link QuantizeKernel} leaves it. */
    default boolean readsInt8() {
        return false;
    }

    /** Distinguishes it from other schedules, to be remembered by. */
    String name();

    /** Overrides of the schedule's own. */
    Map<String, Double> overrides();

    /** @param tiles of the matrix, along its rows */
    Grid grid(int tiles, Rows rows);

    /** Threads that own a block each, without barriers. */
    record Blocks(MatrixBlocksKernel.Block block, int workgroup) implements MatrixSchedule {
        @Override
        public String name() {
            return "blocks " + block.tiles() + "x" + block.tokens() + " of " + workgroup;
        }

        @Override
        public String kernel(GpuLayout layout, MatrixInput input, Epilogue epilogue) {
            return MatrixBlocksKernel.name(layout, block, input, epilogue);
        }

        @Override
        public boolean norms() {
            return block.norms();
        }

        @Override
        public Map<String, Double> overrides() {
            return Map.of("WORKGROUP", (double) workgroup);
        }

        @Override
        public Grid grid(int tiles, Rows rows) {
            return Grid.of(
                    Extent.covering(Extent.ceilDiv(tiles, block.tiles()), workgroup),
                    new Extent.PerRows(rows, block.tokens()));
        }
    }

    /**
     * Threads that share a tile's columns, for few tokens.
     *
     * @param columnThreads along the columns, whole subgroups
     * @param rowTiles tiles of a workgroup
     * @param rounds how a thread goes through its slices
     * @param team lanes of a subgroup where all have as many, else 0
     * @param halfProducts whether there is half-float arithmetic for x in halves
     */
    record Vector(int columnThreads, int rowTiles, VectorRounds rounds, int team, boolean halfProducts)
            implements MatrixSchedule {
        /** @param batch slices a thread has under way */
        public Vector(int columnThreads, int rowTiles, int batch) {
            this(columnThreads, rowTiles, new VectorRounds(batch, false), 0, true);
        }

        /** The same with rounds written out. */
        public Vector writtenOut() {
            return new Vector(columnThreads, rowTiles, new VectorRounds(rounds.batch(), true), team, halfProducts);
        }

        /** The same on a GPU of which that is known. */
        public Vector on(int team, boolean halfProducts) {
            return new Vector(columnThreads, rowTiles, rounds, team, halfProducts);
        }

        @Override
        public boolean appends() {
            return true;
        }

        @Override
        public boolean addsParts() {
            return true;
        }

        @Override
        public String name() {
            return "vector " + columnThreads + "x" + rowTiles + " by " + rounds.batch()
                    + (rounds.writtenOut() ? ", written out" : "");
        }

        @Override
        public String kernel(GpuLayout layout, MatrixInput input, Epilogue epilogue) {
            return MatrixVectorKernel.name(layout, rounds, halfProducts ? input : input.inFloats(), epilogue);
        }

        @Override
        public boolean norms() {
            return true;
        }

        @Override
        public Map<String, Double> overrides() {
            return Map.of(
                    "COLUMN_THREADS", (double) columnThreads,
                    "ROW_TILES", (double) rowTiles,
                    "TEAM", (double) team);
        }

        @Override
        public Grid grid(int tiles, Rows rows) {
            return Grid.of(Extent.covering(tiles, rowTiles), new Extent.PerRows(rows, 1));
        }
    }

    /**
     * Subgroup matrices, for many tokens.
     *
     * @param tokens the most rows of x: the kernel's blocks reach beyond them
     */
    record SubgroupMatrices(MatrixSubgroupKernel.Block block, int tokens) implements MatrixSchedule {
        @Override
        public String name() {
            return "subgroup matrices " + block.size();
        }

        @Override
        public String kernel(GpuLayout layout, MatrixInput input, Epilogue epilogue) {
            return MatrixSubgroupKernel.name(layout, block, input, epilogue);
        }

        @Override
        public boolean norms() {
            return false;
        }

        @Override
        public Map<String, Double> overrides() {
            return Map.of("ROWS", (double) tokens);
        }

        @Override
        public Grid grid(int tiles, Rows rows) {
            return Grid.of(new Extent.PerRows(rows, block.tokens()), Extent.covering(4 * tiles, block.rows()));
        }
    }

    /**
     * Blocks through workgroup memory, for many tokens.
     *
     * @param tokens the most rows of x: the kernel's blocks reach beyond them
     */
    record Tiles(MatrixTilesKernel.Block block, int tokens) implements MatrixSchedule {
        @Override
        public String name() {
            return "tiles " + block.tokens() + "x" + block.rows();
        }

        @Override
        public String kernel(GpuLayout layout, MatrixInput input, Epilogue epilogue) {
            return MatrixTilesKernel.name(layout, block, epilogue);
        }

        @Override
        public boolean norms() {
            return false;
        }

        @Override
        public Map<String, Double> overrides() {
            return Map.of("ROWS", (double) tokens);
        }

        @Override
        public Grid grid(int tiles, Rows rows) {
            return Grid.of(new Extent.PerRows(rows, block.tokens()), Extent.covering(4 * tiles, block.rows()));
        }
    }

    /**
     * Blocks through workgroup memory with x in eight bits, for many tokens.
     *
     * @param tokens the most rows of x: the kernel's blocks reach beyond them
     */
    record Int8(MatrixInt8Kernel.Block block, int tokens) implements MatrixSchedule {
        @Override
        public boolean readsInt8() {
            return true;
        }

        @Override
        public String name() {
            return "int8 " + block.tokens() + "x" + block.rows();
        }

        @Override
        public String kernel(GpuLayout layout, MatrixInput input, Epilogue epilogue) {
            return MatrixInt8Kernel.name(layout, block, epilogue);
        }

        @Override
        public boolean norms() {
            return false;
        }

        @Override
        public Map<String, Double> overrides() {
            return Map.of("ROWS", (double) tokens);
        }

        @Override
        public Grid grid(int tiles, Rows rows) {
            return Grid.of(new Extent.PerRows(rows, block.tokens()), Extent.covering(4 * tiles, block.rows()));
        }
    }
}

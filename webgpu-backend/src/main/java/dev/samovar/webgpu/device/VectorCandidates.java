package dev.samovar.webgpu.device;

import dev.samovar.kernels.MatrixBlocksKernel.Block;
import dev.samovar.kernels.MatrixTiles;
import dev.samovar.kernels.Numbers;
import dev.samovar.webgpu.lowering.MatrixSchedule;
import dev.samovar.webgpu.lowering.MatrixSchedule.Vector;
import java.util.ArrayList;
import java.util.List;

/** Ways to multiply a matrix by few tokens. */
record VectorCandidates(GpuAbilities abilities) {
    private static final int MANY = 9728; // rows, from which on there are enough tiles without sharing columns widely

    /**
     * Rows, from which on that is worth a try. With fewer it may seem so when measured by itself, but 4096 x 4096 by 1024
     * subgroups made a token of Mistral-7B up to 1.4 times as long on an H100, perhaps because few subgroups wait longer
     * for weights that are spread over gigabytes.
     */
    private static final int NOT_FEW = 6144;

    private static final int NOT_MANY = 8192; // rows, up to which sharing widely is
    private static final int LONG = 608; // slices

    /** What proved best for one shape or another of many rows. */
    private static final List<Vector> WIDE = List.of(
            new Vector(32, 4, 2),
            new Vector(32, 4, 4),
            new Vector(32, 2, 4),
            new Vector(32, 1, 4),
            new Vector(32, 1, 4).writtenOut(),
            new Vector(32, 1, 8),
            new Vector(64, 1, 4),
            new Vector(64, 2, 2));

    /** And of few. */
    private static final List<Vector> NARROW = List.of(
            new Vector(64, 1, 4),
            new Vector(128, 1, 1),
            new Vector(128, 1, 2),
            new Vector(128, 1, 2).writtenOut(),
            new Vector(128, 1, 4),
            new Vector(128, 1, 4).writtenOut(),
            new Vector(128, 2, 2).writtenOut(),
            new Vector(256, 1, 1),
            new Vector(256, 1, 1).writtenOut(),
            new Vector(256, 1, 2),
            new Vector(256, 1, 2).writtenOut(),
            new Vector(256, 1, 4),
            new Vector(512, 1, 1));

    private static final List<MatrixSchedule> WITHOUT_SUBGROUPS = List.of(
            new MatrixSchedule.Blocks(Block.SINGLE, 64),
            new MatrixSchedule.Blocks(Block.SINGLE, 32),
            new MatrixSchedule.Blocks(Block.TALL, 32));

    /** The first is taken unmeasured. For floats there is one without subgroups, which some drivers run badly. */
    List<MatrixSchedule> of(MatrixTiles tiles, Numbers numbers) {
        if (!abilities.subgroups()) {
            return WITHOUT_SUBGROUPS;
        }
        List<Vector> vectors = new ArrayList<>(List.of(unmeasured(tiles)));
        if (tiles.rows() >= NOT_FEW) {
            vectors.addAll(WIDE);
        }
        if (tiles.rows() <= NOT_MANY) {
            vectors.addAll(NARROW);
        }
        List<MatrixSchedule> schedules = new ArrayList<>();
        for (Vector vector : vectors) {
            MatrixSchedule fitted = vector.on(abilities.teams() ? abilities.team() : 0, abilities.halfProducts());
            if (abilities.fits(vector.columnThreads() * vector.rowTiles(), 0)
                    && vector.rounds().cover(tiles.slices(), vector.columnThreads())
                    && vector.rounds().goWith(tiles.layout())
                    && !schedules.contains(fitted)) {
                schedules.add(fitted);
            }
        }
        if (numbers == Numbers.FLOATS) {
            schedules.add(WITHOUT_SUBGROUPS.get(0));
        }
        return schedules;
    }

    /** Wide matrices fill the GPU with tiles; narrow ones need many threads a tile. */
    private static Vector unmeasured(MatrixTiles tiles) {
        if (tiles.rows() >= MANY) {
            return new Vector(32, 4, 2);
        }
        if (tiles.slices() >= LONG) {
            return new Vector(256, 1, 2);
        }
        return new Vector(128, 1, tiles.slices() <= 128 ? 1 : tiles.slices() <= 256 ? 2 : 4);
    }
}

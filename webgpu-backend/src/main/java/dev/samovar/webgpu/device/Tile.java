package dev.samovar.webgpu.device;

import dev.samovar.program.Batch;
import java.util.ArrayList;
import java.util.List;

/** Neighbouring rows of one sequence, which attention takes together. */
record Tile(int firstRow, int rows) {

    /** The step's rows in tiles of at most {@code largest}. */
    static List<Tile> of(Batch batch, int largest) {
        List<Tile> tiles = new ArrayList<>();
        int first = 0;
        for (int t = 1; t <= batch.rows(); t++) {
            if (t == batch.rows() || t - first == largest || batch.sequences()[t] != batch.sequences()[first]) {
                tiles.add(new Tile(first, t - first));
                first = t;
            }
        }
        return tiles;
    }
}

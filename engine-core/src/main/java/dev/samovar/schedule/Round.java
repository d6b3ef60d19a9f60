package dev.samovar.schedule;

import dev.samovar.program.Batch;
import java.util.List;

/**
 * What runs next: a batch and whose rows it holds.
 *
 * @param parts in order of their rows
 */
public record Round(Batch batch, List<Part> parts) {

    /**
     * Rows of one sequence.
     *
     * @param draws whether the last of the rows draws a token
     */
    public record Part(Sequence sequence, int rows, boolean draws) {}
}

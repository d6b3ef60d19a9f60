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
     * Rows of one sequence: its positions {@code first} to {@code first + rows − 1}.
     *
     * @param draws whether the last of them draws a token
     */
    public record Part(Sequence sequence, int first, int rows, boolean draws) {}
}

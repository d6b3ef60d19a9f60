package dev.samovar.webgpu.lowering;

import dev.samovar.program.Rows;

/**
 * What the grids of a step depend on; the host knows it while the step's tokens are still in flight.
 *
 * @param tiles runs of rows of one sequence that attention takes together
 * @param pages of the cache that the row deepest in its sequence can see
 */
public record StepSize(int rows, int logitRows, int tiles, int pages) {

    public int of(Rows kind) {
        return switch (kind) {
            case STEP -> rows;
            case LOGITS -> logitRows;
        };
    }
}

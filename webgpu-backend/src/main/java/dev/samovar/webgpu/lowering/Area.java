package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.Numbers;
import dev.samovar.program.Rows;

/**
 * Activations of one value or of several side by side, [rows, stride]. Areas with disjoint lifetimes share memory.
 *
 * @param stride numbers from one row to the next
 */
public record Area(int id, int stride, Rows rows, Numbers numbers) {

    /** Bytes of this many rows. */
    public long bytes(int count) {
        return (long) stride * count * (numbers == Numbers.HALVES ? 2 : 4);
    }
}

package dev.samovar.program;

import java.util.List;

/**
 * The rows of one step: prefill chunks and decode rows of several sequences, mixed. A row is (sequence, position,
 * token); rows of one sequence come in order of position.
 *
 * @param tokens [T] token ids; {@link #FROM_DEVICE} where the id is the one the device drew for this position
 * @param positions [T] position of each row in its sequence
 * @param sequences [T] index into {@code pages}
 * @param pages page table of each sequence: entry i holds positions {@code 32·i} to {@code 32·i + 31}
 * @param logitRows rows whose logits are wanted, ascending
 */
public record Batch(int[] tokens, int[] positions, int[] sequences, List<int[]> pages, int[] logitRows) {
    /** Positions in a page of the key/value cache. */
    public static final int PAGE = 32;

    /** Stands for a token that the host does not know yet. */
    public static final int FROM_DEVICE = -1;

    public int rows() {
        return tokens.length;
    }

    /** Where row t's sequence keeps {@code position}: slot = page · 32 + position mod 32. */
    public int slot(int row, int position) {
        return pages.get(sequences[row])[position / PAGE] * PAGE + position % PAGE;
    }
}

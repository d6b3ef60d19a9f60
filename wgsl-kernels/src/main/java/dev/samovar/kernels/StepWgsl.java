package dev.samovar.kernels;

/**
 * How kernels see the step. The host writes one buffer a step; its sections are bound under these names:
 *
 * <ul>
 *   <li>{@code rows: array<Row>}, one a token of the step;
 *   <li>{@code pages: array<u32>}, [sequence][{@code PAGES}]: which cache page holds positions {@code 32·i} to {@code
 *       32·i + 31} of the sequence;
 *   <li>{@code logit_rows: array<u32>}: the rows whose logits are wanted, ascending.
 * </ul>
 *
 * A position's place in the cache is its slot, page · 32 + position mod 32. Token ids live in {@code tokens: array<u32>},
 * [sequence][{@code TOKEN_STRIDE}]: embedding writes those the host knows, drawing writes those of the next position.
 * {@code TOKEN_STRIDE} is the positions of the longest sequence and one more.
 */
public final class StepWgsl {
    private StepWgsl() {}

    /** Positions in a cache page. */
    public static final int PAGE = 32;

    /** A token id the host does not know: the device finds it in {@code tokens}. */
    public static final int FROM_DEVICE = -1;

    /** Words of one {@code Row}. */
    public static final int ROW_WORDS = 4;

    /** Declares {@code Row}. */
    public static final String ROW = """
            struct Row {
              token: u32,    // 0xffffffff: tokens[sequence * TOKEN_STRIDE + position]
              position: u32, // in the row's sequence
              sequence: u32, // whose page table is pages[sequence * PAGES ...]
              slot: u32,     // where the cache keeps this position
            }
            """;
}

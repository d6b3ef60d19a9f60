package dev.samovar.kernels;

/**
 * How attention over a long context is shared among workgroups. The kernels find each row's own number of splits by the
 * same rule, so a step's rows may differ in length.
 *
 * @param whole positions up to which a row is not split
 * @param shortest positions of the shortest split, a multiple of a page
 * @param most splits of a row
 */
public record AttentionSplits(int whole, int shortest, int most) {
    static final String WGSL = """
            // start of the first page that the row at end - 1 sees
            fn first_position(end: u32) -> u32 {
              return select(0, max(end, WINDOW) - WINDOW, WINDOW > 0) / 32 * 32;
            }

            fn split_length(positions: u32) -> u32 {
              if (positions <= UNSPLIT) {
                return positions;
              }
              return max(MIN_SPLIT, ((positions + MAX_SPLITS - 1) / MAX_SPLITS + 31) / 32 * 32);
            }

            fn split_count(positions: u32) -> u32 {
              let length = split_length(positions);
              return (positions + length - 1) / length;
            }
            """;

    /** Nothing is split. */
    public static final AttentionSplits NONE = new AttentionSplits(0, StepWgsl.PAGE, 1);

    /** Up to so many splits of every row that is longer than a page. */
    public static AttentionSplits into(int parts) {
        return new AttentionSplits(0, StepWgsl.PAGE, parts);
    }

    /**
     * A bound on the splits of a row.
     *
     * @param pages that the row's sequence has up to it
     * @param window positions seen back; 0 means all
     */
    public int most(int pages, int window) {
        int seen = StepWgsl.PAGE * (window == 0 ? pages : Math.min(pages, window / StepWgsl.PAGE + 2));
        return seen <= whole ? 1 : Math.min(most, (seen + shortest - 1) / shortest);
    }
}

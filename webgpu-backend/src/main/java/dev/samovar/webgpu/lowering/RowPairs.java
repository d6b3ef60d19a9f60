package dev.samovar.webgpu.lowering;

import dev.samovar.program.AttentionShape;
import dev.samovar.program.Rotary;

/**
 * How rows that turn together come to lie beside each other: of each head, row i of the first half of what turns is
 * followed by row i of the second.
 *
 * @param parts of a matrix that are ordered so, the first ones
 * @param headDim rows of a head
 * @param pairs of rows of a head; the rows after them keep their places
 */
public record RowPairs(int parts, int headDim, int pairs) {
    /** All rows in their own order. */
    public static final RowPairs NONE = new RowPairs(0, 1, 0);

    /** Of queries and keys, which come before values. */
    static RowPairs of(AttentionShape shape, Rotary rotary) {
        return new RowPairs(2, shape.headDim(), rotary.rotaryDim() / 2);
    }

    /** As it is for one part: all of the part's rows, or none. */
    public RowPairs ofPart(int part) {
        return part < parts ? this : NONE;
    }

    /** Where a row of such a part goes within the part. */
    public int place(int row) {
        int within = row % headDim;
        return within < 2 * pairs ? row - within + within % pairs * 2 + within / pairs : row;
    }
}

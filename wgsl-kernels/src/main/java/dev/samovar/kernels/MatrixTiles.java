package dev.samovar.kernels;

import dev.samovar.quant.GpuLayout;

/**
 * Where a weight matrix [rows, columns] lies in GPU memory: one buffer, codes first, then scales.
 *
 * <p>A <i>tile</i> is 4 rows × 8 columns, as few vec4&lt;u32&gt;s; in each, word r belongs to row r of the tile. Tiles
 * are ordered [rows / 4][columns / 8] (a <i>slice</i> is 8 columns), scales [rows / 4][columns / group]. Rows are filled
 * up to 4 and columns to 32, with zeros of value and bits (scales included), so that kernels need no edges.
 *
 * <table>
 *   <caption>Words of row r in a tile, columns k0 to k7</caption>
 *   <tr><td>Q4, Q4_MIN</td><td>1</td><td>k0 to k7 at nibbles 0, 4, 1, 5, 2, 6, 3, 7: even ones in the low half, odd
 *       ones in the high half</td></tr>
 *   <tr><td>Q8</td><td>2</td><td>k0 to k3, k4 to k7: bytes, lowest first</td></tr>
 *   <tr><td>F16</td><td>4</td><td>two columns each, the lower one in the low half</td></tr>
 *   <tr><td>F32</td><td>8</td><td>one column each</td></tr>
 * </table>
 *
 * <p>Scales of a tile and group: Q4, Q8: vec2&lt;u32&gt; of four halves, one a row. Q4_MIN: vec4&lt;u32&gt;, a word a row
 * with the scale in the low and the minimum in the high half. F16, F32: none.
 *
 * @param group columns that share a scale: 16 or 32
 */
public record MatrixTiles(GpuLayout layout, int rows, int columns, int group) {

    /** Tiles along the rows. */
    public int tiles() {
        return (rows + 3) / 4;
    }

    /** Tiles along the columns, those of the filling included. */
    public int slices() {
        return (columns + 31) / 32 * 4;
    }

    public int groups() {
        return slices() * 8 / group;
    }

    /** vec4&lt;u32&gt;s of codes a tile. */
    public static int vectors(GpuLayout layout) {
        return switch (layout) {
            case Q4, Q4_MIN -> 1;
            case Q8 -> 2;
            case F16 -> 4;
            case F32 -> 8;
        };
    }

    /** Words of scales for a tile's rows and one group. */
    private static int scaleWords(GpuLayout layout) {
        return switch (layout) {
            case Q4, Q8 -> 2;
            case Q4_MIN -> 4;
            case F16, F32 -> 0;
        };
    }

    /** Where scales begin, in vec4&lt;u32&gt;s. */
    public long scaleStart() {
        return (long) tiles() * slices() * vectors(layout);
    }

    public long bytes() {
        long scales = (long) tiles() * groups() * scaleWords(layout) * 4;
        return scaleStart() * 16 + (scales + 15) / 16 * 16;
    }
}

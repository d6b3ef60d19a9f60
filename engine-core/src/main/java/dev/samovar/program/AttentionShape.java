package dev.samovar.program;

/**
 * Shape of one attention: {@code heads} query heads share {@code kvHeads} key/value heads in equal groups.
 *
 * @param scale factor on q·k, usually 1/√headDim
 * @param window positions seen back including the own one; 0 means all
 * @param softCap scores become cap·tanh(score/cap) before the softmax; 0 means none
 */
public record AttentionShape(int heads, int kvHeads, int headDim, float scale, int window, float softCap) {
    public AttentionShape {
        if (kvHeads < 1 || heads % kvHeads != 0) {
            throw new IllegalArgumentException(heads + " query heads cannot share " + kvHeads + " key/value heads");
        }
    }

    /** Full causal attention with the usual scale. */
    public static AttentionShape causal(int heads, int kvHeads, int headDim) {
        return new AttentionShape(heads, kvHeads, headDim, (float) (1 / Math.sqrt(headDim)), 0, 0);
    }

    /** The same, seeing {@code positions} back including the own one. */
    public AttentionShape withWindow(int positions) {
        return new AttentionShape(heads, kvHeads, headDim, scale, positions, softCap);
    }
}

package dev.samovar.program;

/**
 * A weight matrix [rows, columns], applied as y = W·x: rows {@code firstRow} to {@code firstRow + rows} of the
 * checkpoint's tensor {@code tensor}. Checkpoints that fuse projections give several matrices of one tensor.
 *
 * @param tensor the checkpoint's full name, such as {@code model.layers.0.self_attn.q_proj.weight}
 * @param transposed the tensor is stored as [columns, rows] (GPT-2's Conv1D); {@code firstRow} then counts its columns
 */
public record Matrix(String tensor, int rows, int columns, int firstRow, boolean transposed) {

    /** A whole tensor of shape [rows, columns]. */
    public static Matrix of(String tensor, int rows, int columns) {
        return new Matrix(tensor, rows, columns, 0, false);
    }
}

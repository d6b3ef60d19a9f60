package dev.samovar.program;

/** Weight values as floats, for the interpreter. */
public interface WeightValues {

    /** The matrix in row-major order, [rows · columns]. */
    float[] matrix(Matrix matrix);

    /** One row, [columns]; embeddings read few of many rows. */
    float[] row(Matrix matrix, int row);

    float[] vector(Vector vector);
}

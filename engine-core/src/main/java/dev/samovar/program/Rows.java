package dev.samovar.program;

/** How many rows a value has in one step. */
public enum Rows {
    /** One row a token of the step. */
    STEP,
    /** One row for each token of the step whose logits are wanted. */
    LOGITS
}

package dev.samovar.program;

/** Pointwise non-linearities, named as Hugging Face configurations do. */
public enum ActivationKind {
    /** x · sigmoid(x). */
    SILU,
    /** x · Φ(x), with erf. */
    GELU,
    /** GELU by tanh: {@code gelu_pytorch_tanh}, {@code gelu_new}. */
    GELU_TANH
}

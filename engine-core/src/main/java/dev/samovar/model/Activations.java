package dev.samovar.model;

import dev.samovar.program.ActivationKind;
import dev.samovar.weights.ModelFormatException;

/** Hugging Face's names of activation functions. */
final class Activations {
    private Activations() {}

    static ActivationKind named(String name, String source) {
        return switch (name) {
            case "silu", "swish" -> ActivationKind.SILU;
            case "gelu" -> ActivationKind.GELU;
            case "gelu_new", "gelu_pytorch_tanh", "gelu_fast" -> ActivationKind.GELU_TANH;
            default ->
                throw new ModelFormatException(source + ": activation " + name
                        + " is not supported; silu, gelu, gelu_new, gelu_pytorch_tanh and gelu_fast are");
        };
    }
}

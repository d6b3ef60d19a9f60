package dev.samovar.weights;

import java.util.Optional;

/** The tensors of a checkpoint under the names the model code uses (Hugging Face's), whatever the file calls them. */
public interface Weights {

    Optional<Tensor> find(String name);

    /** The tensor, or an error naming it and the file. */
    default Tensor require(String name) {
        return find(name)
                .orElseThrow(() -> new ModelFormatException("the model needs tensor " + name + ", which "
                        + description() + " does not hold; the file may be incomplete or of another architecture"));
    }

    /** The checkpoint's name for messages. */
    String description();
}

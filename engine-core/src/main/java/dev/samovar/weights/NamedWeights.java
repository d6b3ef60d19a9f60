package dev.samovar.weights;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tensors by name, in the file's order.
 *
 * @param description the checkpoint's name for messages
 */
public record NamedWeights(String description, Map<String, Tensor> tensors) implements Weights {
    public NamedWeights {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    @Override
    public Optional<Tensor> find(String name) {
        return Optional.ofNullable(tensors.get(name));
    }
}

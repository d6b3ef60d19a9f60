package dev.samovar.model;

import dev.samovar.weights.ModelFormatException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The model families, by the {@code model_type} of their configuration. */
public final class Architectures {
    private static final Map<String, Function<Config, Architecture>> BY_MODEL_TYPE =
            new TreeMap<>(Map.of("llama", config -> new Llama(LlamaConfig.of(config))));

    private Architectures() {}

    /** The architecture that the configuration describes, or an error that lists those there are. */
    public static Architecture of(Config config) {
        String type = config.text("model_type", "");
        var family = BY_MODEL_TYPE.get(type);
        if (family == null) {
            throw new ModelFormatException(config.source() + ": model_type " + (type.isEmpty() ? "is missing" : type)
                    + "; supported are " + String.join(", ", BY_MODEL_TYPE.keySet()));
        }
        return family.apply(config);
    }
}

package dev.samovar.model;

import dev.samovar.weights.ModelFormatException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The model families, by the {@code model_type} of their configuration. */
public final class Architectures {
    private static final Map<String, Function<Config, Architecture>> BY_MODEL_TYPE = new TreeMap<>(Map.ofEntries(
            Map.entry("llama", Llama::of),
            Map.entry("mistral", Mistral::of),
            Map.entry("mixtral", Mixtral::of),
            Map.entry("phi", Phi2::of),
            Map.entry("phi3", Phi3::of),
            Map.entry("qwen2", Qwen2::of),
            Map.entry("qwen3", Qwen3::of),
            Map.entry("qwen3_moe", Qwen3Moe::of),
            Map.entry("gemma", Gemma::of),
            Map.entry("gemma2", Gemma2::of),
            Map.entry("gemma3", Gemma3::of),
            Map.entry("gemma3_text", Gemma3::of),
            Map.entry("smollm3", SmolLm3::of),
            Map.entry("olmo2", Olmo2::of),
            Map.entry("stablelm", StableLm::of),
            Map.entry("gpt_neox", GptNeoX::of),
            Map.entry("gpt2", Gpt2::of)));

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

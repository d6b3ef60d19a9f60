package dev.samovar.checkpoint;

import dev.samovar.model.Config;
import dev.samovar.weights.ModelFormatException;
import dev.samovar.weights.RowOrder;
import dev.samovar.weights.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings the spellings that published checkpoints use to the one that the model code asks for. */
record HuggingFaceNames(Config config) {

    /** What precedes the language model's names in multimodal checkpoints, and what it becomes. */
    private static final Map<String, String> NESTED = Map.of(
            "language_model.model.",
            "model.",
            "model.language_model.",
            "model.",
            "language_model.lm_head.",
            "lm_head.");

    /** The first part of the names by model type, where it is not {@code model}. */
    private static final Map<String, String> BASES = Map.of("gpt2", "transformer.", "gpt_neox", "gpt_neox.");

    Map<String, Tensor> rename(List<Tensor> tensors) {
        String base = BASES.getOrDefault(modelType(), "model.");
        boolean bare =
                tensors.stream().noneMatch(tensor -> unnested(tensor.name()).startsWith(base));
        Map<String, Tensor> renamed = new LinkedHashMap<>();
        for (Tensor tensor : tensors) {
            String name = unnested(tensor.name());
            // checkpoints of the bare model leave out its own name, the first GPT-2 among them
            renamed.put(bare && !isHead(name) ? base + name : head(name), tensor.withRowOrder(rowOrder(name)));
        }
        return renamed;
    }

    private static String unnested(String name) {
        for (var prefix : NESTED.entrySet()) {
            if (name.startsWith(prefix.getKey())) {
                return prefix.getValue() + name.substring(prefix.getKey().length());
            }
        }
        return name;
    }

    private static boolean isHead(String name) {
        return name.startsWith("lm_head.") || name.startsWith("embed_out.");
    }

    /** GPT-NeoX calls its output matrix {@code embed_out}. */
    private static String head(String name) {
        return name.startsWith("embed_out.") ? "lm_head." + name.substring("embed_out.".length()) : name;
    }

    private RowOrder rowOrder(String name) {
        if (!modelType().equals("gpt_neox") || !name.contains(".query_key_value.")) {
            return new RowOrder.Plain();
        }
        int heads = config.integer("num_attention_heads");
        int hidden = config.integer("hidden_size");
        if (hidden % heads != 0) {
            throw new ModelFormatException(
                    config.source() + ": hidden_size " + hidden + " is no multiple of num_attention_heads " + heads);
        }
        return new RowOrder.InterleavedParts(3, heads, hidden / heads);
    }

    private String modelType() {
        return config.text("model_type", "");
    }
}

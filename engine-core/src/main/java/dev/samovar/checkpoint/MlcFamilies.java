package dev.samovar.checkpoint;

import dev.samovar.weights.ModelFormatException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The model families that are read from MLC repositories; names as the loaders in mlc-llm's {@code model} folder have them. */
final class MlcFamilies {
    private static final String LAYERS = "model.layers.";
    private static final String EMBEDDING = "model.embed_tokens";

    private static final List<String> QKV = List.of("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj");

    /** The Qwen families call the fused projection {@code c_attn}. */
    private static final Map<String, List<String>> FUSED = Map.of(
            "self_attn.qkv_proj", QKV,
            "self_attn.c_attn", QKV,
            "mlp.gate_up_proj", List.of("mlp.gate_proj", "mlp.up_proj"));

    private static final Map<String, List<String>> MIXTRAL = joined(
            FUSED,
            Map.of(
                    "moe.gate", List.of("block_sparse_moe.gate"),
                    "moe.e1_e3", List.of("block_sparse_moe.experts.*.w1", "block_sparse_moe.experts.*.w3"),
                    "moe.e2", List.of("block_sparse_moe.experts.*.w2")));

    private static final Map<String, List<String>> QWEN3_MOE = joined(
            FUSED,
            Map.of(
                    "mlp.moe_gate_up_proj", List.of("mlp.experts.*.gate_proj", "mlp.experts.*.up_proj"),
                    "mlp.moe_down_proj", List.of("mlp.experts.*.down_proj")));

    /** Hugging Face keeps these two projections fused as well. */
    private static final Map<String, List<String>> PHI3 = Map.of(
            "ln", List.of("input_layernorm"),
            "mixer.qkv_proj", List.of("self_attn.qkv_proj"),
            "mixer.out_proj", List.of("self_attn.o_proj"));

    private static final Map<String, List<String>> PHI = Map.of(
            "ln", List.of("input_layernorm"),
            "mixer.Wqkv", QKV,
            "mixer.out_proj", List.of("self_attn.dense"));

    private static final List<MlcFamily> FAMILIES = List.of(
            decoder("llama", FUSED),
            decoder("mistral", FUSED),
            decoder("mixtral", MIXTRAL),
            decoder("qwen2", FUSED),
            decoder("qwen3", FUSED),
            decoder("qwen3_moe", QWEN3_MOE),
            decoder("gemma", FUSED),
            decoder("gemma2", FUSED),
            gemma3("gemma3"),
            gemma3("gemma3_text"),
            decoder("olmo2", FUSED),
            decoder("stablelm", FUSED),
            new MlcFamily(
                    "phi3",
                    "phi3",
                    "transformer.h.",
                    LAYERS,
                    "transformer.embd",
                    Map.of("transformer.embd", EMBEDDING, "transformer.norm", "model.norm"),
                    PHI3),
            new MlcFamily(
                    "phi",
                    "phi",
                    "transformer.h.",
                    LAYERS,
                    "transformer.embd",
                    Map.of(
                            "transformer.embd", EMBEDDING,
                            "lm_head.ln", "model.final_layernorm",
                            "lm_head.linear", "lm_head"),
                    PHI),
            new MlcFamily(
                    "gpt_neox",
                    "gpt_neox",
                    "gpt_neox.layers.",
                    "gpt_neox.layers.",
                    "gpt_neox.embed_in",
                    Map.of("embed_out", "lm_head"),
                    Map.of()),
            new MlcFamily("gpt2", "gpt2", "transformer.h.", "transformer.h.", "transformer.wte", Map.of(), Map.of()));

    private MlcFamilies() {}

    /**
     * The family, or an error that lists those there are.
     *
     * @param where the configuration's name, for messages
     */
    static MlcFamily of(String type, String where) {
        return FAMILIES.stream()
                .filter(family -> family.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new ModelFormatException(
                        where + ": model_type is " + type + "; supported are " + String.join(", ", types())));
    }

    private static Set<String> types() {
        var types = new TreeSet<String>();
        FAMILIES.forEach(family -> types.add(family.type()));
        return types;
    }

    private static MlcFamily decoder(String type, Map<String, List<String>> layerModules) {
        return new MlcFamily(type, type, LAYERS, LAYERS, EMBEDDING, Map.of(), layerModules);
    }

    private static MlcFamily gemma3(String type) {
        return new MlcFamily(
                type,
                "gemma3_text",
                "language_model.model.layers.",
                LAYERS,
                "language_model.model.embed_tokens",
                Map.of("language_model.model.embed_tokens", EMBEDDING, "language_model.model.norm", "model.norm"),
                FUSED);
    }

    private static Map<String, List<String>> joined(Map<String, List<String>> first, Map<String, List<String>> second) {
        Map<String, List<String>> all = new HashMap<>(first);
        all.putAll(second);
        return Map.copyOf(all);
    }
}

package dev.samovar.checkpoint;

import dev.samovar.weights.GgufMetadata;
import dev.samovar.weights.ModelFormatException;
import java.util.List;
import java.util.Map;

/** The model families that are read from GGUF; names as gguf-py's {@code tensor_mapping.py} gives them. */
final class GgufFamilies {
    private static final Map<String, String> MODULES =
            Map.of("token_embd", "model.embed_tokens", "output_norm", "model.norm", "output", "lm_head");

    private static final Map<String, String> LLAMA_LAYER = Map.of(
            "attn_norm", "input_layernorm",
            "attn_q", "self_attn.q_proj",
            "attn_k", "self_attn.k_proj",
            "attn_v", "self_attn.v_proj",
            "attn_output", "self_attn.o_proj",
            "ffn_norm", "post_attention_layernorm",
            "ffn_gate", "mlp.gate_proj",
            "ffn_up", "mlp.up_proj",
            "ffn_down", "mlp.down_proj");

    private static final List<GgufFamily> FAMILIES =
            List.of(new GgufFamily("llama", "llama", "model.layers.", MODULES, LLAMA_LAYER, true, Map.of()));

    private GgufFamilies() {}

    /** The family of a file, or an error that lists those there are. */
    static GgufFamily of(GgufMetadata metadata) {
        String architecture = metadata.text("general.architecture")
                .orElseThrow(() -> new ModelFormatException(metadata.source()
                        + ": metadata general.architecture is missing, so this is no language model"));
        return FAMILIES.stream()
                .filter(family -> family.architecture().equals(architecture))
                .findFirst()
                .orElseThrow(() -> new ModelFormatException(metadata.source() + ": general.architecture is "
                        + architecture + "; supported are "
                        + String.join(
                                ", ",
                                FAMILIES.stream()
                                        .map(GgufFamily::architecture)
                                        .distinct()
                                        .sorted()
                                        .toList())));
    }
}

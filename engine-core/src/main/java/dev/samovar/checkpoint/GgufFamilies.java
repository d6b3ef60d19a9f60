package dev.samovar.checkpoint;

import dev.samovar.json.Json;
import dev.samovar.weights.GgufMetadata;
import dev.samovar.weights.GgufValue;
import dev.samovar.weights.ModelFormatException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The model families that are read from GGUF. Names as gguf-py's {@code tensor_mapping.py} gives them, the rest as
 * llama.cpp's converter and loader have it.
 */
final class GgufFamilies {
    private static final String LAYERS = "model.layers.";
    private static final String EXPERTS = "llama.expert_count";

    private static final Map<String, String> MODULES =
            Map.of("token_embd", "model.embed_tokens", "output_norm", "model.norm", "output", "lm_head");

    private static final Map<String, String> ATTENTION = Map.of(
            "attn_norm", "input_layernorm",
            "attn_q", "self_attn.q_proj",
            "attn_k", "self_attn.k_proj",
            "attn_v", "self_attn.v_proj",
            "attn_output", "self_attn.o_proj");

    private static final Map<String, String> HEAD_NORMS =
            Map.of("attn_q_norm", "self_attn.q_norm", "attn_k_norm", "self_attn.k_norm");

    private static final Map<String, String> MLP =
            Map.of("ffn_gate", "mlp.gate_proj", "ffn_up", "mlp.up_proj", "ffn_down", "mlp.down_proj");

    private static final Map<String, String> LLAMA =
            joined(ATTENTION, MLP, Map.of("ffn_norm", "post_attention_layernorm"));

    /** Norms of the heads come as one tensor, a gain for each head. */
    private static final Map<String, String> STABLELM = joined(
            LLAMA,
            Map.of(
                    "attn_q_norm", "self_attn.q_layernorm.norms.*",
                    "attn_k_norm", "self_attn.k_layernorm.norms.*"));

    private static final Map<String, String> MIXTRAL = joined(
            ATTENTION,
            Map.of(
                    "ffn_norm", "post_attention_layernorm",
                    "ffn_gate_inp", "block_sparse_moe.gate",
                    "ffn_gate_exps", "block_sparse_moe.experts.*.w1",
                    "ffn_down_exps", "block_sparse_moe.experts.*.w2",
                    "ffn_up_exps", "block_sparse_moe.experts.*.w3"));

    private static final Map<String, String> QWEN3_MOE = joined(
            LLAMA,
            HEAD_NORMS,
            Map.of(
                    "ffn_gate_inp", "mlp.gate",
                    "ffn_gate_exps", "mlp.experts.*.gate_proj",
                    "ffn_up_exps", "mlp.experts.*.up_proj",
                    "ffn_down_exps", "mlp.experts.*.down_proj"));

    private static final Map<String, String> GEMMA2 = joined(
            ATTENTION,
            MLP,
            Map.of(
                    "post_attention_norm", "post_attention_layernorm",
                    "ffn_norm", "pre_feedforward_layernorm",
                    "post_ffw_norm", "post_feedforward_layernorm"));

    private static final Map<String, String> OLMO2 = joined(
            ATTENTION,
            MLP,
            HEAD_NORMS,
            Map.of(
                    "post_attention_norm", "post_attention_layernorm",
                    "post_ffw_norm", "post_feedforward_layernorm"));

    private static final Map<String, String> PHI2 =
            joined(ATTENTION, Map.of("attn_output", "self_attn.dense", "ffn_up", "mlp.fc1", "ffn_down", "mlp.fc2"));

    private static final Map<String, String> PHI3 = Map.of(
            "attn_norm", "input_layernorm",
            "attn_qkv", "self_attn.qkv_proj",
            "attn_output", "self_attn.o_proj",
            "ffn_norm", "post_attention_layernorm",
            "ffn_up", "mlp.gate_up_proj",
            "ffn_down", "mlp.down_proj");

    private static final Map<String, String> NEOX = Map.of(
            "attn_norm", "input_layernorm",
            "attn_qkv", "attention.query_key_value",
            "attn_output", "attention.dense",
            "ffn_norm", "post_attention_layernorm",
            "ffn_up", "mlp.dense_h_to_4h",
            "ffn_down", "mlp.dense_4h_to_h");

    private static final Map<String, String> GPT2 = Map.of(
            "attn_norm", "ln_1",
            "attn_qkv", "attn.c_attn",
            "attn_output", "attn.c_proj",
            "ffn_norm", "ln_2",
            "ffn_up", "mlp.c_fc",
            "ffn_down", "mlp.c_proj");

    private static final Map<String, String> NEOX_MODULES =
            Map.of("token_embd", "gpt_neox.embed_in", "output_norm", "gpt_neox.final_layer_norm", "output", "lm_head");

    private static final Map<String, String> GPT2_MODULES = Map.of(
            "token_embd", "transformer.wte",
            "position_embd", "transformer.wpe",
            "output_norm", "transformer.ln_f",
            "output", "lm_head");

    /** The converter adds the one that Gemma's own gains leave out. */
    private static final Map<String, Json> WHOLE_GAINS = Map.of("norm_gain_offset", Json.Num.of(0));

    private static final GgufFamily LLAMA_FAMILY =
            new GgufFamily("llama", "llama", LAYERS, MODULES, LLAMA, true, Map.of());
    private static final GgufFamily MIXTRAL_FAMILY =
            new GgufFamily("llama", "mixtral", LAYERS, MODULES, MIXTRAL, true, Map.of());

    private static final List<GgufFamily> FAMILIES = List.of(
            LLAMA_FAMILY,
            new GgufFamily("qwen2", "qwen2", LAYERS, MODULES, LLAMA, false, Map.of()),
            new GgufFamily("qwen3", "qwen3", LAYERS, MODULES, joined(LLAMA, HEAD_NORMS), false, Map.of()),
            new GgufFamily(
                    "qwen3moe",
                    "qwen3_moe",
                    LAYERS,
                    MODULES,
                    QWEN3_MOE,
                    false,
                    Map.of("norm_topk_prob", Json.Bool.TRUE)),
            new GgufFamily("gemma", "gemma", LAYERS, MODULES, LLAMA, false, WHOLE_GAINS),
            new GgufFamily("gemma2", "gemma2", LAYERS, MODULES, GEMMA2, false, WHOLE_GAINS),
            new GgufFamily("gemma3", "gemma3_text", LAYERS, MODULES, joined(GEMMA2, HEAD_NORMS), false, WHOLE_GAINS),
            new GgufFamily(
                    "phi2",
                    "phi",
                    LAYERS,
                    joined(MODULES, Map.of("output_norm", "model.final_layernorm")),
                    PHI2,
                    false,
                    Map.of()),
            new GgufFamily("phi3", "phi3", LAYERS, MODULES, PHI3, false, Map.of()),
            new GgufFamily("smollm3", "smollm3", LAYERS, MODULES, LLAMA, true, Map.of()),
            new GgufFamily("olmo2", "olmo2", LAYERS, MODULES, OLMO2, false, Map.of()),
            new GgufFamily("stablelm", "stablelm", LAYERS, MODULES, STABLELM, false, Map.of()),
            new GgufFamily("gptneox", "gpt_neox", "gpt_neox.layers.", NEOX_MODULES, NEOX, false, Map.of()),
            new GgufFamily(
                    "gpt2",
                    "gpt2",
                    "transformer.h.",
                    GPT2_MODULES,
                    GPT2,
                    false,
                    Map.of("conv1d_transposed", Json.Bool.FALSE)));

    private GgufFamilies() {}

    /** The family of a file, or an error that lists those there are. */
    static GgufFamily of(GgufMetadata metadata) {
        String architecture = metadata.text("general.architecture")
                .orElseThrow(() -> new ModelFormatException(metadata.source()
                        + ": metadata general.architecture is missing, so this is no language model"));
        if (architecture.equals("llama") && metadata.values().get(EXPERTS) instanceof GgufValue.Int) {
            return MIXTRAL_FAMILY; // the same architecture to GGUF
        }
        return FAMILIES.stream()
                .filter(family -> family.architecture().equals(architecture))
                .findFirst()
                .orElseThrow(() -> new ModelFormatException(metadata.source() + ": general.architecture is "
                        + architecture + "; supported are " + String.join(", ", names())));
    }

    private static Set<String> names() {
        var names = new TreeSet<String>();
        FAMILIES.forEach(family -> names.add(family.architecture()));
        return names;
    }

    /** Entries of all; later ones count. */
    @SafeVarargs
    private static Map<String, String> joined(Map<String, String>... parts) {
        Map<String, String> all = new HashMap<>();
        for (Map<String, String> part : parts) {
            all.putAll(part);
        }
        return Map.copyOf(all);
    }
}

package dev.samovar.checkpoint;

import dev.samovar.json.Json;
import dev.samovar.weights.GgufFile;
import dev.samovar.weights.GgufValue;
import dev.samovar.weights.ModelFormatException;
import dev.samovar.weights.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Translates the metadata of a GGUF file to the fields of Hugging Face's {@code config.json}. */
final class GgufConfig {
    /** Hugging Face's field by GGUF's key, which is prefixed with the architecture. */
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("context_length", "max_position_embeddings"),
            Map.entry("embedding_length", "hidden_size"),
            Map.entry("block_count", "num_hidden_layers"),
            Map.entry("feed_forward_length", "intermediate_size"),
            Map.entry("attention.head_count", "num_attention_heads"),
            Map.entry("attention.head_count_kv", "num_key_value_heads"),
            Map.entry("attention.key_length", "head_dim"),
            Map.entry("attention.layer_norm_rms_epsilon", "rms_norm_eps"),
            Map.entry("attention.layer_norm_epsilon", "layer_norm_eps"),
            Map.entry("attention.sliding_window", "sliding_window"),
            Map.entry("attn_logit_softcapping", "attn_logit_softcapping"),
            Map.entry("final_logit_softcapping", "final_logit_softcapping"),
            Map.entry("use_parallel_residual", "use_parallel_residual"),
            Map.entry("expert_count", "num_local_experts"),
            Map.entry("expert_used_count", "num_experts_per_tok"),
            Map.entry("expert_feed_forward_length", "moe_intermediate_size"),
            Map.entry("rope.freq_base", "rope_theta"));

    /** Hugging Face's flags for biases and norms, and a tensor that is there when they are set. */
    private static final Map<String, String> TOLD_BY_TENSORS = Map.of(
            "qk_layernorm", "blk.0.attn_q_norm.weight",
            "attention_bias", "blk.0.attn_output.bias",
            "use_qkv_bias", "blk.0.attn_q.bias",
            "mlp_bias", "blk.0.ffn_up.bias");

    /**
     * Layers of the 27B models of Gemma 2 and 3, whose scores are scaled by the hidden size for each head, others' by the
     * head's; GGUF does not say so, llama.cpp counts layers too.
     */
    private static final Map<String, Long> SCALED_BY_HIDDEN = Map.of("gemma2", 46L, "gemma3", 62L);

    private final GgufFile file;
    private final GgufFamily family;
    private final Map<String, Json> fields = new LinkedHashMap<>();

    GgufConfig(GgufFile file, GgufFamily family) {
        this.file = file;
        this.family = family;
    }

    Json json() {
        long heads = integer("attention.head_count");
        Json headShare = number(integer("embedding_length") / heads);
        fields.put("model_type", new Json.Str(family.modelType()));
        fields.putAll(family.constants());
        fields.put("head_dim", headShare);
        FIELDS.forEach((key, field) -> put(field, value(key)));
        TOLD_BY_TENSORS.forEach(
                (flag, name) -> fields.put(flag, Json.Bool.of(tensor(name).isPresent())));
        put("vocab_size", tensor("token_embd.weight").map(t -> number(t.shape().get(0))));
        fields.put("tie_word_embeddings", Json.Bool.of(tensor("output.weight").isEmpty()));
        Long scaledByHidden = SCALED_BY_HIDDEN.get(family.architecture());
        if (scaledByHidden != null) {
            boolean large = scaledByHidden.equals(integer("block_count"));
            put("query_pre_attn_scalar", Optional.ofNullable(large ? headShare : fields.get("head_dim")));
        }
        new GgufRope(file, family.architecture()).put(fields);
        return new Json.Obj(fields);
    }

    private void put(String field, Optional<? extends Json> value) {
        value.ifPresent(v -> fields.put(field, v));
    }

    private Optional<Json> value(String key) {
        return switch (raw(key)) {
            case null -> Optional.empty();
            case GgufValue.Int i -> Optional.of(number(i.value()));
            case GgufValue.Real r -> Optional.of(real(key, r.value()));
            case GgufValue.Flag f -> Optional.of(Json.Bool.of(f.value()));
            case GgufValue.Text t -> Optional.of(new Json.Str(t.value()));
            case GgufValue.Items a -> throw perLayer(key, a);
            case GgufValue.Numbers n -> throw perLayer(key, n);
        };
    }

    private Json real(String key, double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new ModelFormatException(name(key) + " must be finite, not " + value);
        }
        return Json.Num.of(value);
    }

    private long integer(String key) {
        if (raw(key) instanceof GgufValue.Int i && i.value() > 0) {
            return i.value();
        }
        GgufValue came = raw(key);
        throw new ModelFormatException(
                name(key) + " must be a positive integer, not " + (came == null ? "absent" : came.kind()));
    }

    private ModelFormatException perLayer(String key, GgufValue came) {
        return new ModelFormatException(name(key) + " must be one value for all layers, not " + came.kind()
                + ": such models are not supported");
    }

    private @Nullable GgufValue raw(String key) {
        return file.metadata().values().get(family.architecture() + "." + key);
    }

    private String name(String key) {
        return file.metadata().source() + ": metadata " + family.architecture() + "." + key;
    }

    private Optional<Tensor> tensor(String name) {
        return file.tensors().stream().filter(t -> t.name().equals(name)).findFirst();
    }

    private static Json number(long value) {
        return Json.Num.of(value);
    }
}

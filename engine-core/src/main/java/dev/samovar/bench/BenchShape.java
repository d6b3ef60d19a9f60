package dev.samovar.bench;

import dev.samovar.json.Json;
import dev.samovar.model.Config;
import java.util.Arrays;
import java.util.Optional;

/**
 * Sizes of published models, as in their {@code config.json}. Speed depends on nothing else. The tiny one is nobody's: it
 * tries what measures.
 */
public enum BenchShape {
    TINY("Tiny", """
            {"model_type": "llama", "vocab_size": 512, "hidden_size": 64, "intermediate_size": 128,
             "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2, "rms_norm_eps": 1e-5,
             "rope_theta": 10000, "tie_word_embeddings": true, "max_position_embeddings": 256}"""),
    SMOLLM2_135M("SmolLM2-135M", """
            {"model_type": "llama", "vocab_size": 49152, "hidden_size": 576, "intermediate_size": 1536,
             "num_hidden_layers": 30, "num_attention_heads": 9, "num_key_value_heads": 3, "rms_norm_eps": 1e-5,
             "rope_theta": 100000, "tie_word_embeddings": true, "max_position_embeddings": 8192}"""),
    QWEN2_0_5B("Qwen2-0.5B", """
            {"model_type": "qwen2", "vocab_size": 151936, "hidden_size": 896, "intermediate_size": 4864,
             "num_hidden_layers": 24, "num_attention_heads": 14, "num_key_value_heads": 2, "rms_norm_eps": 1e-6,
             "rope_theta": 1000000, "tie_word_embeddings": true, "max_position_embeddings": 32768}"""),
    LLAMA_3_2_1B("Llama-3.2-1B", """
            {"model_type": "llama", "vocab_size": 128256, "hidden_size": 2048, "intermediate_size": 8192,
             "num_hidden_layers": 16, "num_attention_heads": 32, "num_key_value_heads": 8, "head_dim": 64,
             "rms_norm_eps": 1e-5, "rope_theta": 500000, "tie_word_embeddings": true,
             "max_position_embeddings": 131072}"""),
    QWEN2_1_5B("Qwen2-1.5B", """
            {"model_type": "qwen2", "vocab_size": 151936, "hidden_size": 1536, "intermediate_size": 8960,
             "num_hidden_layers": 28, "num_attention_heads": 12, "num_key_value_heads": 2, "rms_norm_eps": 1e-6,
             "rope_theta": 1000000, "tie_word_embeddings": true, "max_position_embeddings": 32768}"""),
    PHI_3_MINI("Phi-3-mini", """
            {"model_type": "phi3", "vocab_size": 32064, "hidden_size": 3072, "intermediate_size": 8192,
             "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 32, "rms_norm_eps": 1e-5,
             "rope_theta": 10000, "tie_word_embeddings": false, "max_position_embeddings": 4096}"""),
    MISTRAL_7B("Mistral-7B", """
            {"model_type": "mistral", "vocab_size": 32000, "hidden_size": 4096, "intermediate_size": 14336,
             "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8, "rms_norm_eps": 1e-5,
             "rope_theta": 10000, "sliding_window": 4096, "tie_word_embeddings": false,
             "max_position_embeddings": 32768}""");

    private final String modelName;
    private final String json;

    BenchShape(String modelName, String json) {
        this.modelName = modelName;
        this.json = json;
    }

    public static Optional<BenchShape> named(String name) {
        return Arrays.stream(values()).filter(s -> s.modelName.equals(name)).findFirst();
    }

    /** The published model's name, such as {@code Qwen2-0.5B}. */
    public String modelName() {
        return modelName;
    }

    public Config config() {
        return new Config(Json.parse(json), modelName);
    }
}

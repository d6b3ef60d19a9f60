package dev.samovar.model;

import dev.samovar.program.AttentionShape;
import dev.samovar.program.Rotary;

/** Sizes of a {@link Llama}; read from a checkpoint's configuration by {@link LlamaConfig#of}. */
public record LlamaConfig(
        int vocabulary,
        int hidden,
        int intermediate,
        int layers,
        AttentionShape attention,
        Rotary rotary,
        float normEps,
        boolean tiedHead,
        int contextLength) {

    /** Reads the configuration as Hugging Face writes it (GGUF and MLC metadata are translated to it first). */
    public static LlamaConfig of(Config config) {
        int heads = config.integer("num_attention_heads");
        int headDim = config.integer("head_dim", config.integer("hidden_size") / heads);
        return new LlamaConfig(
                config.integer("vocab_size"),
                config.integer("hidden_size"),
                config.integer("intermediate_size"),
                config.integer("num_hidden_layers"),
                AttentionShape.causal(heads, config.integer("num_key_value_heads", heads), headDim),
                RotaryConfig.of(config, headDim),
                config.number("rms_norm_eps", 1e-6f),
                config.flag("tie_word_embeddings", false),
                config.integer("max_position_embeddings", 2048));
    }

    public int queryWidth() {
        return attention.heads() * attention.headDim();
    }

    public int kvWidth() {
        return attention.kvHeads() * attention.headDim();
    }
}

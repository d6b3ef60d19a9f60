package dev.samovar.model;

import dev.samovar.program.ActivationKind;
import dev.samovar.program.AttentionShape;
import dev.samovar.program.Rotary;

/**
 * The sizes that decoder families share.
 *
 * @param attention of every layer, before any window
 * @param tiedHead whether the embedding table is the output matrix too
 */
public record DecoderConfig(
        int vocabulary,
        int hidden,
        int intermediate,
        int layers,
        AttentionShape attention,
        Rotary rotary,
        float normEps,
        ActivationKind activation,
        boolean tiedHead,
        int contextLength) {

    /** Far above any model's: what is beyond it is damage. */
    static final int MOST_LAYERS = 1000;

    /**
     * Reads the configuration as Hugging Face writes it (GGUF and MLC metadata are translated to it first). Families
     * with other defaults than Llama's put them under the configuration by {@link Config#withDefaults}.
     */
    static DecoderConfig of(Config config) {
        AttentionShape attention = AttentionConfig.of(config);
        return new DecoderConfig(
                config.integer("vocab_size"),
                config.integer("hidden_size"),
                config.integer("intermediate_size"),
                config.integerUpTo(MOST_LAYERS, "num_hidden_layers"),
                attention,
                RotaryConfig.of(config, attention.headDim()),
                config.number("rms_norm_eps", config.number("layer_norm_eps", 1e-6f)),
                Activations.named(config.text("hidden_activation", config.text("hidden_act", "silu")), config.source()),
                config.flag("tie_word_embeddings", false),
                config.contextLength());
    }

    /** The same with another activation. */
    DecoderConfig with(ActivationKind other) {
        return new DecoderConfig(
                vocabulary, hidden, intermediate, layers, attention, rotary, normEps, other, tiedHead, contextLength);
    }

    int queryWidth() {
        return attention.heads() * attention.headDim();
    }

    int kvWidth() {
        return attention.kvHeads() * attention.headDim();
    }

    /** The module of the output matrix. */
    String head() {
        return tiedHead ? "model.embed_tokens" : "lm_head";
    }
}

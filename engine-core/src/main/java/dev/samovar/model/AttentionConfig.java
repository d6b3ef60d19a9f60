package dev.samovar.model;

import dev.samovar.program.AttentionShape;
import dev.samovar.weights.ModelFormatException;

/** Reads the number and width of attention heads and checks that they fit together. */
final class AttentionConfig {
    /** Far above any model's: what is beyond it is damage. */
    private static final int WIDEST = 1 << 20;

    private AttentionConfig() {}

    static AttentionShape of(Config config) {
        int heads = config.integer("num_attention_heads");
        int kvHeads = config.integer("num_key_value_heads", heads);
        int headDim = config.integer("head_dim", config.integer("hidden_size") / heads);
        if (heads % kvHeads != 0) {
            throw new ModelFormatException(config.source() + ": num_attention_heads " + heads
                    + " must be a multiple of num_key_value_heads " + kvHeads);
        }
        if (headDim == 0 || (long) heads * headDim > WIDEST) {
            throw new ModelFormatException(config.source() + ": num_attention_heads " + heads + " of " + headDim
                    + " features must make from 1 to " + WIDEST);
        }
        return AttentionShape.causal(heads, kvHeads, headDim);
    }
}

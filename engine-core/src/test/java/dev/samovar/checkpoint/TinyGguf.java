package dev.samovar.checkpoint;

import dev.samovar.weights.GgufWriter;
import java.util.List;

/** A complete GGUF file of the llama architecture, of one layer and a few features. */
final class TinyGguf {
    private static final int HIDDEN = 8;
    private static final int VOCABULARY = 5;

    private TinyGguf() {}

    static byte[] bytes() {
        return writer().bytes();
    }

    /** Bytes before the data. */
    static int headerLength() {
        int data = 4 * 2 * VOCABULARY * HIDDEN;
        return bytes().length - data - 7 * 4 * HIDDEN * HIDDEN - 3 * 4 * HIDDEN;
    }

    static GgufWriter writer() {
        var writer = new GgufWriter()
                .put("general.architecture", "llama")
                .put("llama.context_length", 64)
                .put("llama.embedding_length", HIDDEN)
                .put("llama.block_count", 1)
                .put("llama.feed_forward_length", HIDDEN)
                .put("llama.attention.head_count", 2)
                .put("llama.attention.head_count_kv", 2)
                .put("llama.attention.layer_norm_rms_epsilon", 1e-5f)
                .put("llama.rope.freq_base", 10000f)
                .put("tokenizer.ggml.model", "gpt2")
                .put("tokenizer.ggml.tokens", List.of("a", "b", "c", "d", "e"))
                .put("tokenizer.ggml.eos_token_id", 4);
        matrix(writer, "token_embd", VOCABULARY);
        matrix(writer, "output", VOCABULARY);
        vector(writer, "output_norm");
        vector(writer, "blk.0.attn_norm");
        vector(writer, "blk.0.ffn_norm");
        for (String name : List.of("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")) {
            matrix(writer, "blk.0." + name, HIDDEN);
        }
        return writer;
    }

    private static void matrix(GgufWriter writer, String name, int rows) {
        writer.floats(name + ".weight", List.of(rows, HIDDEN), new float[rows * HIDDEN]);
    }

    private static void vector(GgufWriter writer, String name) {
        writer.floats(name + ".weight", List.of(HIDDEN), new float[HIDDEN]);
    }
}

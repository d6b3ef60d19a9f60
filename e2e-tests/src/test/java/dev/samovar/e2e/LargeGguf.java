package dev.samovar.e2e;

import dev.samovar.checkpoint.HuggingFaceCheckpoint;
import dev.samovar.model.Config;
import dev.samovar.weights.Folder;
import dev.samovar.weights.SafetensorsFiles;
import dev.samovar.weights.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The golden Qwen 2 as a GGUF file with a hole before its data, so that they lie past 4 GiB; the disk keeps no hole. */
final class LargeGguf {
    private static final long HOLE = 5L << 30;
    private static final int ALIGNMENT = 32;
    private static final int UINT32 = 4;
    private static final int FLOAT32 = 6;
    private static final int STRING = 8;
    private static final String LAYERS = "model.layers.";

    /** GGUF's modules by Hugging Face's. */
    private static final Map<String, String> MODULES = Map.ofEntries(
            Map.entry("model.embed_tokens", "token_embd"),
            Map.entry("model.norm", "output_norm"),
            Map.entry("input_layernorm", "attn_norm"),
            Map.entry("self_attn.q_proj", "attn_q"),
            Map.entry("self_attn.k_proj", "attn_k"),
            Map.entry("self_attn.v_proj", "attn_v"),
            Map.entry("self_attn.o_proj", "attn_output"),
            Map.entry("post_attention_layernorm", "ffn_norm"),
            Map.entry("mlp.gate_proj", "ffn_gate"),
            Map.entry("mlp.up_proj", "ffn_up"),
            Map.entry("mlp.down_proj", "ffn_down"));

    private final ByteArrayOutputStream header = new ByteArrayOutputStream();

    private LargeGguf() {}

    static void write(Folder golden, Path target) throws IOException {
        List<Tensor> tensors = SafetensorsFiles.read(golden);
        var gguf = new LargeGguf();
        gguf.head(HuggingFaceCheckpoint.read(golden).config(), tensors);
        try (var file = new RandomAccessFile(target.toFile(), "rw")) {
            file.write(gguf.header.toByteArray());
            long data = aligned(file.getFilePointer()) + HOLE;
            for (Tensor tensor : tensors) {
                file.seek(data);
                file.write(tensor.source().read(tensor.offset(), (int) tensor.bytes()));
                data = aligned(data + tensor.bytes());
            }
        }
    }

    private void head(Config config, List<Tensor> tensors) {
        header.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        i32(3);
        i64(tensors.size());
        i64(9);
        text("general.architecture");
        i32(STRING);
        text("qwen2");
        integer("context_length", config.integer("max_position_embeddings"));
        integer("embedding_length", config.integer("hidden_size"));
        integer("block_count", config.integer("num_hidden_layers"));
        integer("feed_forward_length", config.integer("intermediate_size"));
        integer("attention.head_count", config.integer("num_attention_heads"));
        integer("attention.head_count_kv", config.integer("num_key_value_heads"));
        real("attention.layer_norm_rms_epsilon", config.number("rms_norm_eps", 0));
        real("rope.freq_base", 10_000);
        long offset = HOLE;
        for (Tensor tensor : tensors) {
            text(name(tensor.name()));
            i32(tensor.shape().size());
            tensor.shape().reversed().forEach(this::i64);
            i32(0); // F32
            i64(offset);
            offset = aligned(offset + tensor.bytes());
        }
    }

    /** {@code model.layers.1.mlp.up_proj.weight} → {@code blk.1.ffn_up.weight}. */
    private static String name(String tensor) {
        String layer = "";
        String rest = tensor;
        if (tensor.startsWith(LAYERS)) {
            int dot = tensor.indexOf('.', LAYERS.length());
            layer = "blk." + tensor.substring(LAYERS.length(), dot + 1);
            rest = tensor.substring(dot + 1);
        }
        int dot = rest.lastIndexOf('.');
        return layer + MODULES.get(rest.substring(0, dot)) + rest.substring(dot);
    }

    private void integer(String key, int value) {
        text("qwen2." + key);
        i32(UINT32);
        i32(value);
    }

    private void real(String key, float value) {
        text("qwen2." + key);
        i32(FLOAT32);
        i32(Float.floatToRawIntBits(value));
    }

    private void text(String text) {
        i64(text.length());
        header.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void i32(int value) {
        header.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }

    private void i64(long value) {
        header.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
    }

    private static long aligned(long offset) {
        return (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}

package dev.samovar.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The model as a repository of MLC's, q4f16_1: matrices quantised anew, as mlc-llm's {@code group_quantization.py} does,
 * projections fused, shards with their MD5.
 */
final class MlcFolder {
    private static final int GROUP = 32;
    private static final int LARGEST = 7;
    private static final int SHARD = 32 << 20;

    private final Path folder;
    private final List<String> shards = new ArrayList<>();
    private final List<String> records = new ArrayList<>(); // of the shard that is being filled
    private final ByteArrayOutputStream shard = new ByteArrayOutputStream();

    private MlcFolder(Path folder) {
        this.folder = folder;
    }

    static void write(ConvertedSmolLm2 model, Path folder) throws IOException {
        Files.createDirectories(folder);
        model.writeTokenizer(folder);
        Files.writeString(folder.resolve("mlc-chat-config.json"), """
                {"version": "0.1.0", "model_type": "llama", "quantization": "q4f16_1", "vocab_size": 49152,
                 "context_window_size": 8192, "bos_token_id": 1, "eos_token_id": 2,
                 "model_config": {"hidden_size": 576, "intermediate_size": 1536, "num_attention_heads": 9,
                  "num_hidden_layers": 30, "rms_norm_eps": 1e-05, "vocab_size": 49152, "tie_word_embeddings": true,
                  "position_embedding_base": 100000, "rope_scaling": null, "context_window_size": 8192,
                  "num_key_value_heads": 3, "head_dim": 64}}
                """);
        var repository = new MlcFolder(folder);
        for (String name : model.names()) {
            repository.put(model, name);
        }
        repository.endShard();
        Files.writeString(
                folder.resolve("tensor-cache.json"),
                "{\"metadata\": {}, \"records\": [" + String.join(",\n", repository.shards) + "]}");
    }

    /** The tensor, with those that are fused with it; nothing where another has taken it along. */
    private void put(ConvertedSmolLm2 model, String name) throws IOException {
        if (model.shape(name).size() == 1) {
            record(name, "float16", model.shape(name), halves(model.values(name)));
        } else if (name.contains("self_attn.q_proj")) {
            matrix(
                    model,
                    name.replace("q_proj", "qkv_proj"),
                    List.of(name, name.replace("q_proj", "k_proj"), name.replace("q_proj", "v_proj")));
        } else if (name.contains("mlp.gate_proj")) {
            matrix(
                    model,
                    name.replace("gate_proj", "gate_up_proj"),
                    List.of(name, name.replace("gate_proj", "up_proj")));
        } else if (!name.contains("k_proj") && !name.contains("v_proj") && !name.contains("up_proj")) {
            matrix(model, name, List.of(name));
        }
    }

    private void matrix(ConvertedSmolLm2 model, String name, List<String> parts) throws IOException {
        int columns = model.shape(parts.get(0)).get(1);
        int rows = 0;
        var codes = new ByteArrayOutputStream();
        var scales = new ByteArrayOutputStream();
        for (String part : parts) {
            rows += model.shape(part).get(0);
            float[] values = model.values(part);
            float[] scale = new float[values.length / GROUP];
            byte[] packed = new byte[values.length / 2];
            for (int g = 0; g < scale.length; g++) {
                scale[g] = quantise(values, g * GROUP, packed);
            }
            codes.writeBytes(packed);
            scales.writeBytes(halves(scale));
        }
        String module = name.substring(0, name.length() - ".weight".length());
        record(module + ".q_weight", "uint32", List.of(rows, columns / 8), codes.toByteArray());
        record(module + ".q_scale", "float16", List.of(rows, columns / GROUP), scales.toByteArray());
    }

    /** Puts a group's codes, the first value in the lowest bits; returns their scale, a half float. */
    private static float quantise(float[] values, int at, byte[] packed) {
        float largest = 0;
        for (int i = at; i < at + GROUP; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        float scale = Float.float16ToFloat(Float.floatToFloat16(largest / LARGEST));
        for (int i = at; i < at + GROUP; i++) {
            long code = scale == 0 ? LARGEST : Math.round(values[i] / scale + (double) LARGEST);
            packed[i / 2] |= (byte) (Math.clamp(code, 0, 2 * LARGEST) << i % 2 * 4);
        }
        return scale;
    }

    private static byte[] halves(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putShort(Float.floatToFloat16(value));
        }
        return bytes.array();
    }

    private void record(String name, String dtype, List<Integer> shape, byte[] data) throws IOException {
        if (shard.size() + data.length > SHARD) {
            endShard();
        }
        records.add("{\"name\": \"" + name + "\", \"shape\": " + shape + ", \"dtype\": \"" + dtype
                + "\", \"format\": \"f32-to-bf16\", \"nbytes\": " + data.length + ", \"byteOffset\": " + shard.size()
                + "}");
        shard.writeBytes(data);
    }

    private void endShard() throws IOException {
        if (records.isEmpty()) {
            return;
        }
        byte[] data = shard.toByteArray();
        String path = "params_shard_" + shards.size() + ".bin";
        Files.write(folder.resolve(path), data);
        shards.add("{\"dataPath\": \"" + path + "\", \"format\": \"raw-shard\", \"nbytes\": " + data.length
                + ", \"records\": [" + String.join(",\n", records) + "], \"md5sum\": \"" + md5(data) + "\"}");
        records.clear();
        shard.reset();
    }

    private static String md5(byte[] data) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(data));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}

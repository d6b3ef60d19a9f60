package dev.samovar.e2e;

import dev.samovar.checkpoint.Checkpoint;
import dev.samovar.checkpoint.GgufCheckpoint;
import dev.samovar.json.Json;
import dev.samovar.program.Matrix;
import dev.samovar.program.Vector;
import dev.samovar.weights.CpuWeights;
import dev.samovar.weights.FileSource;
import dev.samovar.weights.GgufFile;
import dev.samovar.weights.GgufMetadata;
import dev.samovar.weights.NamedWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the real model's GGUF file holds, decoded, as other containers would hold it. */
final class ConvertedSmolLm2 {
    private static final String TOKENIZER = "tokenizer.ggml.";
    private static final int CONTROL = 3;

    private final Checkpoint checkpoint;
    private final GgufMetadata metadata;

    ConvertedSmolLm2() throws IOException {
        var file = FileSource.of(SmolLm2.file().toFile());
        checkpoint = GgufCheckpoint.read(file);
        metadata = GgufFile.read(file).metadata();
    }

    /** In Hugging Face's terms. */
    Json config() {
        return checkpoint.config().json();
    }

    /** Hugging Face's names of the tensors. */
    List<String> names() {
        return List.copyOf(((NamedWeights) checkpoint.weights()).tensors().keySet());
    }

    List<Integer> shape(String name) {
        return checkpoint.weights().require(name).shape();
    }

    /** Rows in the order that the model means. */
    float[] values(String name) {
        List<Integer> shape = shape(name);
        var weights = new CpuWeights(checkpoint.weights()); // keeps what it decodes: one for each
        return shape.size() == 1
                ? weights.vector(Vector.of(name, shape.get(0)))
                : weights.matrix(Matrix.of(name, shape.get(0), shape.get(1)));
    }

    /** {@code tokenizer.json} and {@code tokenizer_config.json}. */
    void writeTokenizer(Path folder) throws IOException {
        List<String> tokens = metadata.texts(TOKENIZER + "tokens");
        int[] types = metadata.integers(TOKENIZER + "token_type");
        Map<String, Json> vocabulary = new LinkedHashMap<>();
        List<Json> added = new ArrayList<>();
        for (int id = 0; id < tokens.size(); id++) {
            vocabulary.put(tokens.get(id), Json.Num.of(id));
            if (types[id] == CONTROL) {
                added.add(Json.parse("{\"id\": " + id + ", \"special\": true, \"normalized\": false, \"content\": "
                        + new Json.Str(tokens.get(id)).text() + "}"));
            }
        }
        var merges = new Json.Arr(metadata.texts(TOKENIZER + "merges").stream()
                .<Json>map(Json.Str::new)
                .toList());
        Files.writeString(folder.resolve("tokenizer.json"), """
                {"added_tokens": %s, "normalizer": null, "post_processor": null, "decoder": {"type": "ByteLevel"},
                 "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "Digits", "individual_digits": true},
                  {"type": "ByteLevel", "add_prefix_space": false, "use_regex": true}]},
                 "model": {"type": "BPE", "vocab": %s, "merges": %s}}
                """.formatted(
                        new Json.Arr(added).text(), new Json.Obj(vocabulary).text(), merges.text()));
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                new Json.Obj(Map.of(
                                "chat_template",
                                new Json.Str(
                                        metadata.text("tokenizer.chat_template").orElseThrow()),
                                "bos_token",
                                new Json.Str("<|im_start|>"),
                                "eos_token",
                                new Json.Str("<|im_end|>")))
                        .text());
    }
}

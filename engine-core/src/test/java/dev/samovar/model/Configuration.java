package dev.samovar.model;

import dev.samovar.checkpoint.Checkpoint;
import dev.samovar.checkpoint.HuggingFaceCheckpoint;
import dev.samovar.json.Json;
import dev.samovar.program.Program;
import dev.samovar.weights.ByteSource;
import dev.samovar.weights.FileSource;
import dev.samovar.weights.JsonFile;
import dev.samovar.weights.MemorySource;
import dev.samovar.weights.ModelFiles;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One configuration of a family and what transformers computes with it; the file is written by {@code
 * oracles/model/configurations.py}. Weights are made up by {@link FormulaWeights}.
 */
public record Configuration(String family, Json json) {
    private static final Path FOLDER = Path.of("../engine-core/src/test/resources/dev/samovar/model/configurations");

    /** Every case of every family. */
    public static List<Configuration> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().flatMap(file -> read(file.toFile())).toList();
        }
    }

    private static Stream<Configuration> read(File file) {
        return ((Json.Arr) JsonFile.read(FileSource.of(file)))
                .items().stream().map(json -> new Configuration(file.getName().replace(".json", ""), json));
    }

    /** @param spelling {@code config} as models are published, {@code saved} as transformers 5 writes it */
    public Checkpoint checkpoint(String spelling) {
        byte[] config = member(spelling).text().getBytes(StandardCharsets.UTF_8);
        byte[] weights = FormulaWeights.safetensors((Json.Obj) member("tensors"));
        Map<String, ByteSource> files = Map.of(
                "config.json", new MemorySource("config.json", config),
                "model.safetensors", new MemorySource("model.safetensors", weights));
        return HuggingFaceCheckpoint.read(new ModelFiles() {
            @Override
            public String name() {
                return Configuration.this.toString();
            }

            @Override
            public Optional<ByteSource> find(String file) {
                return Optional.ofNullable(files.get(file));
            }
        });
    }

    /** The model in a context that just holds the case's tokens: longrope depends on it. */
    public Program program(String spelling) {
        Config config = checkpoint(spelling).config();
        return Architectures.of(config.withContextLength(inputIds().length + greedy().length))
                .record();
    }

    public int[] inputIds() {
        return Golden.ints(items("input_ids"));
    }

    /** Positions whose logits are known. */
    public int[] rows() {
        return Golden.ints(items("rows"));
    }

    /** Of each of the rows. */
    public float[][] logits() {
        return items("logits").stream()
                .map(row -> Golden.floats(((Json.Arr) row).items()))
                .toArray(float[][]::new);
    }

    public int[] greedy() {
        return Golden.ints(items("greedy"));
    }

    private List<Json> items(String name) {
        return ((Json.Arr) member(name)).items();
    }

    private Json member(String name) {
        Json value = json.get(name);
        if (value == null) {
            throw new AssertionError(this + " lacks " + name);
        }
        return value;
    }

    @Override
    public String toString() {
        return family + " " + (json.get("case") instanceof Json.Str name ? name.value() : "");
    }
}

package dev.samovar.checkpoint;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.model.Architectures;
import dev.samovar.weights.ByteSource;
import dev.samovar.weights.MemorySource;
import dev.samovar.weights.ModelFiles;
import dev.samovar.weights.ModelFormatException;
import dev.samovar.weights.WeightCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged headers, all the way to a checked program: a clear error or success, and nothing else. */
@Timeout(120)
class FuzzTest {
    private static final int ROUNDS = 10_000;
    private static final Path MLC = Path.of("src/test/resources/dev/samovar/checkpoint/mlc");

    @Test
    void gguf() {
        byte[] file = TinyGguf.bytes();
        fuzz(
                ROUNDS,
                file,
                TinyGguf.headerLength(),
                1,
                bytes -> check(GgufCheckpoint.read(new MemorySource("fuzz", bytes))));
    }

    @Test
    void safetensors() throws IOException {
        byte[] file = golden("llama2", "model.safetensors");
        byte[] config = golden("llama2", "config.json");
        fuzz(
                ROUNDS,
                file,
                2000,
                2,
                bytes -> check(HuggingFaceCheckpoint.read(
                        new MemoryFiles(Map.of("model.safetensors", bytes, "config.json", config)))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llama3-q4f16_1/tensor-cache.json",
                "llama3-q4f16_1/mlc-chat-config.json",
                "llama3-q3f16_1/ndarray-cache.json",
                "qwen3_moe-q4f16_1/tensor-cache.json"
            })
    void mlc(String name) throws IOException {
        Path damaged = MLC.resolve(name);
        Map<String, byte[]> files = new HashMap<>();
        try (Stream<Path> paths = Files.list(damaged.resolveSibling(""))) {
            for (Path path : paths.toList()) {
                files.put(path.getFileName().toString(), Files.readAllBytes(path));
            }
        }
        byte[] file = Files.readAllBytes(damaged);
        fuzz(ROUNDS / 4, file, file.length, 4, bytes -> {
            files.put(damaged.getFileName().toString(), bytes);
            check(MlcCheckpoint.read(new MemoryFiles(files)));
        });
    }

    @ParameterizedTest
    @MethodSource("dev.samovar.model.Golden#families")
    void configurations(String family) throws IOException {
        byte[] file = golden(family, "model.safetensors");
        byte[] config = golden(family, "config.json");
        fuzz(
                ROUNDS / 10,
                config,
                config.length,
                3,
                bytes -> check(HuggingFaceCheckpoint.read(
                        new MemoryFiles(Map.of("model.safetensors", file, "config.json", bytes)))));
    }

    private static void check(Checkpoint checkpoint) {
        WeightCheck.check(Architectures.of(checkpoint.config()).record(), checkpoint.weights());
    }

    private static void fuzz(int rounds, byte[] file, int header, long seed, Consumer<byte[]> reader) {
        var mutations = new Mutations(seed);
        int refused = 0;
        for (int round = 0; round < rounds; round++) {
            byte[] bytes = mutations.of(file, header);
            try {
                reader.accept(bytes);
            } catch (ModelFormatException e) {
                refused++;
                assertTrue(String.valueOf(e.getMessage()).length() > 20, "round " + round + ": " + e.getMessage());
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + " round " + round, e);
            }
        }
        assertTrue(refused > rounds / 10, refused + " of " + rounds + " damaged files were refused");
    }

    private static byte[] golden(String family, String name) throws IOException {
        return Files.readAllBytes(Path.of("../goldens", family, name));
    }

    private record MemoryFiles(Map<String, byte[]> files) implements ModelFiles {
        @Override
        public String name() {
            return "fuzz";
        }

        @Override
        public Optional<ByteSource> find(String file) {
            return Optional.ofNullable(files.get(file)).map(bytes -> new MemorySource(file, bytes));
        }
    }
}

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
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged headers, all the way to a checked program: a clear error or success, and nothing else. */
@Timeout(120)
class FuzzTest {
    private static final int ROUNDS = 10_000;

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

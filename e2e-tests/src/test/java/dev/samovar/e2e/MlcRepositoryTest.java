package dev.samovar.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.browser.EngineException;
import dev.samovar.browser.EngineTab;
import dev.samovar.browser.TabListener;
import dev.samovar.checkpoint.MlcCheckpoint;
import dev.samovar.json.Json;
import dev.samovar.verify.InterpreterLogits;
import dev.samovar.weights.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MLC repositories in the Worker, file by file from a server, against the interpreter on the JVM. */
@ExtendWith(Chromium.class)
class MlcRepositoryTest {
    private static final Path REPOSITORIES = Path.of("../engine-core/src/test/resources/dev/samovar/checkpoint/mlc");
    private static final Json NOT_KEPT = new Json.Obj(Map.of("cache", Json.Bool.FALSE));
    private static final int[] TOKENS = IntStream.range(3, 23).toArray();

    private final Chromium.Running chromium;

    MlcRepositoryTest(Chromium.Running chromium) {
        this.chromium = chromium;
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama3-q4f16_1", "llama3-q3f16_1", "llama3-q0f32", "qwen3-q4f16_1", "phi3-q4f16_1"})
    void computesTheInterpretersLogits(String name) {
        Path folder = REPOSITORIES.resolve(name);
        float[][] expected = InterpreterLogits.of(MlcCheckpoint.read(new Folder(folder.toFile())), TOKENS);
        List<Json> rows;
        try (EngineTab tab = chromium.tab()) {
            tab.load(chromium.site().publish(folder), NOT_KEPT, new TabListener() {});
            List<Json> ids = IntStream.of(TOKENS).<Json>mapToObj(Json.Num::of).toList();
            Json answer = tab.ask("evaluate", new Json.Arr(ids), new Json.Obj(Map.of("rows", Json.Num.of(8))));
            rows = items(answer.get("logits"));
        }
        assertEquals(TOKENS.length, rows.size());
        for (int t = 0; t < expected.length; t++) {
            List<Json> row = items(rows.get(t));
            float largest = 0;
            float error = 0;
            for (int i = 0; i < expected[t].length; i++) {
                largest = Math.max(largest, Math.abs(expected[t][i]));
                error = Math.max(error, Math.abs(expected[t][i] - (float) ((Json.Num) row.get(i)).value()));
            }
            assertTrue(error <= 5e-3 * largest, "token " + t + ": largest error " + error + " of " + largest);
        }
    }

    @Test
    void aDamagedShardIsRefused(@TempDir Path folder) throws IOException {
        try (Stream<Path> files = Files.list(REPOSITORIES.resolve("llama3-q4f16_1"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        byte[] shard = Files.readAllBytes(folder.resolve("params_shard_0.bin"));
        shard[1234] ^= 1;
        Files.write(folder.resolve("params_shard_0.bin"), shard);
        try (EngineTab tab = chromium.tab()) {
            var error = Assertions.assertThrows(
                    EngineException.class,
                    () -> tab.load(chromium.site().publish(folder), NOT_KEPT, new TabListener() {}));
            assertTrue(String.valueOf(error.getMessage()).contains("MD5"), error.getMessage());
        }
    }

    private static List<Json> items(@Nullable Json json) {
        return json instanceof Json.Arr array ? array.items() : List.of();
    }
}

package dev.samovar.checkpoint;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.json.Json;
import dev.samovar.model.Golden;
import dev.samovar.weights.MemorySource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every family through GGUF: the same weights under gguf-py's names give the logits of transformers. */
class GgufGoldenTest {
    private static final float TOLERANCE = 1e-4f;

    static List<String> families() throws IOException {
        return Golden.families().stream()
                .filter(family -> !family.equals("mistral")) // GGUF forgets Mistral's window
                .toList();
    }

    @ParameterizedTest
    @MethodSource("families")
    void matchesTransformers(String family) throws IOException {
        Golden golden = Golden.read(family);
        Json oracle = Objects.requireNonNull(names().get(family));
        byte[] gguf = new GgufConverter(golden.checkpoint(), oracle).convert();
        Checkpoint checkpoint = GgufCheckpoint.read(new MemorySource(family + ".gguf", gguf));
        float error = golden.largestError(checkpoint);
        assertTrue(error <= TOLERANCE, "largest error " + error + " relative to the row's largest logit");
    }

    private static Json names() throws IOException {
        try (InputStream in = GgufGoldenTest.class.getResourceAsStream("gguf_names.json")) {
            return Json.parse(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}

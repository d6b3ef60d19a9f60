package dev.samovar.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.json.Json;
import dev.samovar.model.Config;
import dev.samovar.model.Golden;
import dev.samovar.weights.Folder;
import dev.samovar.weights.JsonFile;
import dev.samovar.weights.TensorReader;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goldens as MLC repositories; see oracles/mlc/convert.py. Random weights do not bear four bits, so what is compared is
 * every value, with numpy's, and what the model makes of them.
 */
class MlcCheckpointTest {
    private static final Path REPOSITORIES = Path.of("src/test/resources/dev/samovar/checkpoint/mlc");

    static List<String> repositories() throws IOException {
        try (Stream<Path> folders = Files.list(REPOSITORIES)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("repositories")
    void decodesEveryTensorAsNumpyDoes(String name) {
        Folder folder = folder(name);
        Checkpoint checkpoint = FolderCheckpoint.read(folder);
        assertEquals(Container.MLC, checkpoint.container());
        if (JsonFile.read(folder.require("expected.json")) instanceof Json.Obj expected) {
            assertTrue(expected.members().size() > 10);
            expected.members().forEach((tensor, sum) -> {
                float[] values = TensorReader.decode(checkpoint.weights().require(tensor));
                assertEquals(sum, new Json.Str(sha256(values)), tensor);
            });
        }
    }

    /** The configuration is translated right when it makes the same of the weights as Hugging Face's own. */
    @ParameterizedTest
    @MethodSource("repositories")
    void computesAsHuggingFacesConfigurationDoes(String name) {
        Checkpoint checkpoint = FolderCheckpoint.read(folder(name));
        Golden golden = Golden.read(name.substring(0, name.indexOf('-')));
        float[][] actual = golden.computed(checkpoint.config(), checkpoint.weights());
        float[][] expected = golden.computed(stored(golden.checkpoint().config()), checkpoint.weights());
        for (int t = 0; t < expected.length; t++) {
            assertArrayEquals(expected[t], actual[t], 1e-5f, "token " + t);
        }
    }

    /** Halves keep eleven bits, bfloat16 eight; random weights make more of an error than trained ones. */
    @ParameterizedTest
    @CsvSource({"llama3-q0f16,5e-3", "llama3-q0f32,5e-2"})
    void matchesTransformersWhereNothingIsQuantised(String name, float most) {
        float error = Golden.read("llama3").largestError(FolderCheckpoint.read(folder(name)));
        assertTrue(error <= most, "largest error " + error + " relative to the row's largest logit");
    }

    /** MLC adds Gemma's one to the gains and turns GPT-2's matrices, and copies a tied head there. */
    private static Config stored(Config config) {
        Map<String, Json> fields = new LinkedHashMap<>(((Json.Obj) config.json()).members());
        fields.put("norm_gain_offset", Json.Num.of(0));
        fields.put("conv1d_transposed", Json.Bool.FALSE);
        if (config.text("model_type", "").equals("gpt2")) {
            fields.put("tie_word_embeddings", Json.Bool.FALSE);
        }
        return new Config(new Json.Obj(fields), config.source());
    }

    private static Folder folder(String name) {
        return new Folder(new File(REPOSITORIES.toFile(), name));
    }

    private static String sha256(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}

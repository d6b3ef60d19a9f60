package dev.samovar.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Route;
import dev.samovar.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ways a page may come by the engine and hand it a model, each to a few tokens that are known beforehand. */
@ExtendWith(Chromium.class)
class GivenModelTest {
    private static final int TOKENS = 6;
    private static final Path PARTS = Path.of("../engine-core/src/test/resources/dev/samovar/checkpoint/parts");
    private static final String ANSWER =
            "const { choices: [choice], model } = await engine.completions.create(given.request);"
                    + " await engine.unload(); return { model, tokens: choice.token_ids };";

    private final Chromium.Running chromium;
    private final EnginePage page;
    private final SmolLm2.Case golden;

    GivenModelTest(Chromium.Running chromium) throws IOException {
        this.chromium = chromium;
        page = new EnginePage(chromium);
        golden = SmolLm2.cases().stream()
                .filter(c -> c.kind().equals("completion"))
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void aFileTheUserChose() throws IOException {
        page.page().setContent("<input id=file type=file>");
        page.page().setInputFiles("#file", SmolLm2.file());
        Json answer = page.run(
                "const engine = await samovar.createEngine(document.getElementById('file').files[0]); " + ANSWER,
                given());
        assertEquals(expected("SmolLM2-135M-Instruct.Q4_1"), answer);
    }

    @Test
    void aBlob() throws IOException {
        Json answer = page.run(
                "const engine = await samovar.createEngine(await (await fetch(given.url)).blob()); " + ANSWER, given());
        assertEquals(expected("the chosen file"), answer);
    }

    /** The golden checkpoint has no tokenizer: token ids in, logits out. */
    @Test
    void aRepositoryOfTheHubWithoutAFile() {
        String hub = chromium.site().address().resolve("hub").toString();
        page.page().context().route("**/hub/owner/name/resolve/v1/*", route -> {
            String url = route.request().url();
            Path file = Path.of("../goldens/llama3", url.substring(url.lastIndexOf('/') + 1));
            route.fulfill(
                    Files.exists(file)
                            ? new Route.FulfillOptions().setPath(file)
                            : new Route.FulfillOptions().setStatus(404));
        });
        Json rows = page.run(
                "const engine = await samovar.createEngine('HF://owner/name@v1', { hub: given });"
                        + " return (await engine.evaluate([1, 2])).logits.length;",
                new Json.Str(hub));
        assertEquals("2", rows.text());
    }

    /** The hub lists three parts of one GGUF file, with eight bits, and one that is not there with more. */
    @Test
    void aRepositoryOfGgufFiles() {
        String hub = chromium.site().address().resolve("hub").toString();
        String listing = "{\"siblings\": ["
                + Stream.of("m-Q8_0-00003-of-00003", "m-F32", "m-Q8_0-00001-of-00003")
                        .map(stem -> "{\"rfilename\": \"" + stem + ".gguf\"}")
                        .collect(Collectors.joining(", "))
                + "]}";
        page.page()
                .context()
                .route(
                        "**/hub/api/models/owner/name/revision/main",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setContentType("application/json")
                                .setBody(listing)));
        page.page().context().route("**/hub/owner/name/resolve/main/m-*", route -> {
            String url = route.request().url();
            String file = url.substring(url.lastIndexOf('/') + 1).replace("m-", "qwen2-");
            route.fulfill(new Route.FulfillOptions().setPath(PARTS.resolve(file)));
        });
        for (String name : List.of(
                "HF://owner/name",
                "HF://owner/name:q8_0",
                hub + "/owner/name/resolve/main/m-Q8_0-00001-of-00003.gguf")) {
            Json rows = page.run(
                    "const engine = await samovar.createEngine(given.name, { hub: given.hub });"
                            + " const { logits } = await engine.evaluate([1, 2]); await engine.unload();"
                            + " return logits.length;",
                    new Json.Obj(Map.of("hub", new Json.Str(hub), "name", new Json.Str(name))));
            assertEquals("2", rows.text(), name);
        }
    }

    /** As in README: no module, no promise to wait for before the global is there. */
    @Test
    void aPageWithAClassicScript() throws IOException {
        page.page()
                .route(
                        "**/classic.html",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setContentType("text/html")
                                .setBody("<!doctype html><script src='engine/samovar.global.js'></script>"
                                        + "<script>window.loading = samovar.createEngine;</script>")));
        page.page().navigate(chromium.site().address().resolve("classic.html").toString());
        Json answer = page.run("const engine = await window.loading(given.url, { cache: false }); " + ANSWER, given());
        assertEquals(expected("SmolLM2-135M-Instruct.Q4_1"), answer);
    }

    private Json given() throws IOException {
        Map<String, Json> request = new LinkedHashMap<>(golden.request());
        request.put("temperature", Json.Num.of(0));
        request.put("max_tokens", Json.Num.of(TOKENS));
        request.put("return_token_ids", Json.Bool.TRUE);
        return new Json.Obj(Map.of(
                "url",
                new Json.Str(chromium.site().publish(SmolLm2.file()).toString()),
                "request",
                new Json.Obj(request)));
    }

    private Json expected(String model) {
        Map<String, Json> expected = new LinkedHashMap<>();
        expected.put("model", new Json.Str(model));
        List<Json> tokens = ((Json.Arr) golden.tokens()).items();
        expected.put("tokens", new Json.Arr(tokens.subList(0, TOKENS)));
        return new Json.Obj(expected);
    }
}

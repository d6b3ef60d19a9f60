package dev.samovar.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Route;
import dev.samovar.json.Json;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Downloads into the browser's private file system. The file is no model, so when it has come whole, loading goes on to
 * say that it is no GGUF file: that message proves that it was fetched and believed.
 */
@ExtendWith(Chromium.class)
class ModelFetchTest {
    private static final int SIZE = 3_000_000;
    private static final byte[] FILE = bytes(1);
    private static final String NO_GGUF = "model_invalid";

    private final Chromium.Running chromium;
    private final EnginePage page;
    private final HostileServer server;

    ModelFetchTest(Chromium.Running chromium) throws IOException {
        this.chromium = chromium;
        server = new HostileServer(FILE);
        page = new EnginePage(chromium);
    }

    @AfterEach
    void close() {
        page.close();
        server.close();
    }

    @Test
    void isFetchedOnceAndThenAskedAboutOnly() {
        assertEquals(NO_GGUF, code(load(server.url())));
        assertEquals(List.of("GET"), server.takeRequests());
        assertEquals(NO_GGUF, code(load(server.url())));
        assertEquals(List.of("HEAD"), server.takeRequests());
    }

    @Test
    void isFetchedAnewWhenItChanged() {
        load(server.url());
        server.takeRequests();
        server.replace(bytes(2), "\"two\"");
        assertEquals(NO_GGUF, code(load(server.url())));
        assertEquals(List.of("HEAD", "GET"), server.takeRequests());
    }

    @Test
    void goesOnWhereItBrokeOff() {
        server.breakOff(1, 1_000_000);
        assertEquals(NO_GGUF, code(load(server.url())));
        List<String> requests = server.takeRequests();
        assertEquals(2, requests.size(), requests::toString);
        assertTrue(
                requests.get(1).startsWith("GET bytes=") && !requests.get(1).equals("GET bytes=0-"),
                requests::toString);
    }

    @Test
    void goesOnAfterTheTabWasClosed() {
        server.breakOff(100, 400_000);
        page.page()
                .evaluate(
                        "async (url) => { const { createEngine } = await import('/engine/samovar.js');"
                                + " await new Promise((some) => createEngine(url, { onProgress: some }).catch(() => {})); }",
                        server.url());
        server.breakOff(0, 0);
        page.page().reload();
        server.takeRequests();
        assertEquals(NO_GGUF, code(load(server.url())));
        List<String> requests = server.takeRequests();
        assertTrue(requests.getFirst().startsWith("GET bytes="), requests::toString);
    }

    @Test
    void startsAnewWhenTheFileChangedMeanwhile() {
        server.breakOff(6, 400_000);
        load(server.url());
        server.replace(bytes(2), "\"two\"");
        server.takeRequests();
        assertEquals(NO_GGUF, code(load(server.url())));
        assertTrue(server.takeRequests().contains("GET"), "it must start from the first byte");
    }

    @Test
    void isReadInRangesWithoutTheCache() {
        assertEquals(NO_GGUF, code(load(server.url(), "{ cache: false }")));
        List<String> requests = server.takeRequests();
        assertTrue(requests.stream().allMatch(r -> r.startsWith("GET bytes=")), requests::toString);
    }

    @Test
    void aKnownModelIsCheckedAndFetchedAnewOnce() throws NoSuchAlgorithmException {
        register(sha256(FILE));
        server.replace(bytes(2), "\"one\"");
        Json error = load("tiny", hub());
        assertEquals("ModelFetchError", text(error, "name"));
        assertEquals("model_corrupt", code(error));
        assertTrue(text(error, "message").contains(sha256(bytes(2))), error::text);
        assertEquals(List.of("GET", "GET"), server.takeRequests());

        server.replace(FILE, "\"one\"");
        assertEquals(NO_GGUF, code(load("tiny", hub())));
        assertEquals(List.of("GET"), server.takeRequests());
        assertEquals(NO_GGUF, code(load("tiny", hub())));
        assertEquals(List.of(), server.takeRequests());
    }

    @Test
    void anotherPartThanWasAskedForIsRefused() {
        server.shiftRanges(1);
        assertEquals("model_corrupt", code(load(server.url(), "{ cache: false }")));
    }

    @Test
    void aKnownModelIsCheckedWithoutTheCacheToo() throws NoSuchAlgorithmException {
        register(sha256(FILE));
        String options = "{ cache: false, hub: '" + server.hub() + "' }";
        server.replace(bytes(2), "\"one\"");
        assertEquals("model_corrupt", code(load("tiny", options)));
        server.replace(FILE, "\"one\"");
        server.takeRequests();
        assertEquals(NO_GGUF, code(load("tiny", options)));
        assertEquals(NO_GGUF, code(load("tiny", options)));
        assertEquals(List.of("GET", "GET"), server.takeRequests(), "nothing may have been kept");
    }

    @Test
    void nothingIsKeptWithoutTheCacheEvenIfTheServerKnowsNoRanges() {
        server.ignoreRanges();
        for (int visit = 1; visit <= 2; visit++) {
            assertEquals(NO_GGUF, code(load(server.url(), "{ cache: false }")));
            assertEquals(List.of("GET bytes=0-0", "GET"), server.takeRequests(), "visit " + visit);
        }
    }

    @Test
    void aKnownModelOfAnotherSizeIsRefused() throws NoSuchAlgorithmException {
        register(sha256(FILE));
        server.replace(new byte[SIZE - 1], "\"one\"");
        Json error = load("tiny", hub());
        assertEquals("model_corrupt", code(error));
        assertTrue(text(error, "message").contains(SIZE - 1 + " bytes"), error::text);
    }

    @Test
    void saysWhatIsWrongWithAName() {
        Json unknown = load("nothing");
        assertEquals("model_unknown", code(unknown));
        assertTrue(text(unknown, "message").contains("SmolLM2-135M-Instruct"), unknown::text);
        Json missing =
                load(chromium.site().address().resolve("models/9/none.gguf").toString());
        assertEquals("model_not_found", code(missing));
        assertTrue(text(missing, "message").contains("status 404"), missing::text);
    }

    private Json load(String model) {
        return load(model, "{}");
    }

    private Json load(String model, String options) {
        String script = "const engine = await samovar.createEngine(given, " + options + "); await engine.unload();";
        return page.run(script, new Json.Str(model));
    }

    private String hub() {
        return "{ hub: '" + server.hub() + "' }";
    }

    /** The registry that the page sees: one model, under any path of the server. */
    private void register(String sha256) {
        Json entry = new Json.Obj(Map.of(
                "id", new Json.Str("tiny"),
                "address", new Json.Str("HF://owner/name/model.gguf"),
                "bytes", Json.Num.of(SIZE),
                "sha256", new Json.Str(sha256)));
        String registry = new Json.Arr(List.of(entry)).text();
        page.page()
                .context()
                .route(
                        "**/engine/models.json",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setContentType("application/json")
                                .setBody(registry)));
    }

    private static String code(Json error) {
        return text(error, "code");
    }

    private static String text(Json json, String member) {
        return json.get(member) instanceof Json.Str s ? s.value() : member + " is missing in " + json.text();
    }

    private static byte[] bytes(int seed) {
        byte[] bytes = new byte[SIZE];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}

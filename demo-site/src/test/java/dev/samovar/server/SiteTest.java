package dev.samovar.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteTest {
    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Site site;

    @BeforeEach
    void start() throws IOException {
        site = Site.start(0);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void listensOnLoopbackOnly() {
        assertEquals("127.0.0.1", site.address().getHost());
    }

    @ParameterizedTest
    @CsvSource({
        "'', text/html; charset=utf-8",
        "engine/engine.wasm, application/wasm",
        "engine/teavm-runtime.mjs, text/javascript; charset=utf-8",
        "engine/worker.js, text/javascript; charset=utf-8",
        "engine/kernels.json, application/json",
        "models.json, application/json",
    })
    void namesTheTypeAndIsolatesThePage(String path, String type) throws Exception {
        var response = get(path);
        assertEquals(200, response.statusCode());
        assertEquals(type, header(response, "Content-Type"));
        assertEquals("same-origin", header(response, "Cross-Origin-Opener-Policy"));
        assertEquals("require-corp", header(response, "Cross-Origin-Embedder-Policy"));
        assertEquals("same-origin", header(response, "Cross-Origin-Resource-Policy"));
        assertTrue(header(response, "Content-Security-Policy").startsWith("default-src 'self'"));
    }

    @Test
    void compressesWhereAskedAndKnowsItsTags() throws Exception {
        var plain = get("engine/engine.wasm");
        var gzip = get("engine/engine.wasm", "Accept-Encoding", "gzip, br");
        assertEquals("gzip", header(gzip, "Content-Encoding"));
        byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes();
        assertArrayEquals(plain.body(), unpacked);
        assertEquals(
                304,
                get("engine/engine.wasm", "If-None-Match", header(plain, "ETag"))
                        .statusCode());
    }

    @Test
    void servesRangesOfPublishedFiles() throws Exception {
        Path model = Files.writeString(folder.resolve("a model.gguf"), "GGUF and more");
        URI address = site.publish(model);
        var response = get(site.address().relativize(address).toString(), "Range", "bytes=5-7");
        assertEquals(206, response.statusCode());
        assertEquals("and", new String(response.body(), StandardCharsets.UTF_8));
        assertEquals("bytes 5-7/13", header(response, "Content-Range"));
    }

    @Test
    void servesFilesOfPublishedFoldersAndNothingElse() throws Exception {
        Path inner = Files.createDirectories(folder.resolve("model"));
        Files.writeString(inner.resolve("config.json"), "{}");
        Files.writeString(folder.resolve("secret"), "s");
        URI address = site.publish(inner);
        assertEquals(
                200,
                get(site.address().relativize(address.resolve("config.json")).toString())
                        .statusCode());
        assertEquals(404, get("models/0/secret").statusCode());
        assertEquals(404, get("models/0/").statusCode());
        assertEquals(404, get("models/1/config.json").statusCode());
        assertTrue(get("models/0/%2e%2e/secret").statusCode() >= 400);
        assertTrue(get("models/0/..%2fsecret").statusCode() >= 400);
    }

    @Test
    void offersModelsToThePage() throws Exception {
        Path model = Files.writeString(folder.resolve("m.gguf"), "GGUF");
        site.offer("A \"model\"", model);
        assertEquals(
                "[{\"title\":\"A \\\"model\\\"\",\"address\":\"models/0/m.gguf\",\"bytes\":4}]",
                new String(get("models.json").body(), StandardCharsets.UTF_8));
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(site.address() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}

package dev.samovar.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import dev.samovar.weights.ModelFormatException;
import dev.samovar.worker.names.ModelNames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories of a hub that this test is, without naming a file. */
class RemoteFolderTest {
    private static final Path GOLDEN = Path.of("../goldens/llama2");

    @TempDir
    Path folder;

    private HttpServer server;
    private Path repository;

    @BeforeEach
    void start() throws IOException {
        repository = Files.createDirectories(folder.resolve("hub/owner/name/resolve/v1"));
        for (String file : List.of("config.json", "model.safetensors")) {
            Files.copy(GOLDEN.resolve(file), repository.resolve(file));
        }
        server = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                folder.resolve("hub").toAbsolutePath(),
                OutputLevel.NONE);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void fetchesWhatTheCheckpointConsistsOf() throws IOException {
        Path fetched = fetch("HF://owner/name@v1");
        for (String file : List.of("config.json", "model.safetensors")) {
            assertArrayEquals(Files.readAllBytes(GOLDEN.resolve(file)), Files.readAllBytes(fetched.resolve(file)));
        }
        try (Stream<Path> files = Files.list(fetched)) {
            assertEquals(
                    2,
                    files.filter(f -> !f.toString().matches(".*\\.(lock|verified|whole)"))
                            .count());
        }
    }

    @Test
    void needsNoNetworkTheSecondTime() throws IOException {
        Path first = fetch("HF://owner/name@v1");
        server.stop(0);
        assertEquals(first, fetch("HF://owner/name@v1"));
    }

    @Test
    void fetchesAnAlteredFileAnew() throws IOException {
        Path config = fetch("HF://owner/name@v1").resolve("config.json");
        Files.writeString(config, "{}");
        fetch("HF://owner/name@v1");
        assertArrayEquals(Files.readAllBytes(GOLDEN.resolve("config.json")), Files.readAllBytes(config));
    }

    @Test
    void saysWhichFileIsMissing() throws IOException {
        Files.delete(repository.resolve("model.safetensors"));
        var error = assertThrows(ModelFormatException.class, () -> fetch("HF://owner/name@v1"));
        assertTrue(String.valueOf(error.getMessage()).contains("model.safetensors"), error.toString());
        error = assertThrows(ModelFormatException.class, () -> fetch("HF://owner/nothing"));
        assertTrue(String.valueOf(error.getMessage()).contains("config.json"), error.toString());
    }

    @Test
    void saysThatTheHubCannotBeReached() {
        server.stop(0);
        var error = assertThrows(IOException.class, () -> fetch("HF://owner/name@v1"));
        assertTrue(String.valueOf(error.getMessage()).contains("cannot be reached"), error.toString());
    }

    private Path fetch(String name) throws IOException {
        var names = new ModelNames(
                List.of(), "http://127.0.0.1:" + server.getAddress().getPort());
        var cache = new ModelCache(folder.resolve("cache"));
        return new RemoteFolder(cache, RemoteModel.of(name, names), (what, done, total) -> {}).fetch();
    }
}

package dev.samovar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import dev.samovar.cache.ModelCache;
import dev.samovar.weights.ModelFormatException;
import dev.samovar.worker.names.ModelNames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories of a hub that this test is. */
class HubModelTest {
    private static final Path GOLDEN = Path.of("../goldens/llama2");

    private static final Path MLC =
            Path.of("../engine-core/src/test/resources/dev/samovar/checkpoint/mlc/llama3-q4f16_1");
    private static final Path GGUF = Path.of("../engine-core/src/test/resources/dev/samovar/checkpoint/parts");
    private static final List<String> PARTS =
            List.of("-00001-of-00003.gguf", "-00002-of-00003.gguf", "-00003-of-00003.gguf");

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
    void fetchesADamagedShardAgain() throws IOException {
        Path mlc = Files.createDirectories(folder.resolve("hub/owner/mlc/resolve/main"));
        try (Stream<Path> files = Files.list(MLC)) {
            for (Path file : files.toList()) {
                Files.copy(file, mlc.resolve(file.getFileName()));
            }
        }
        Path shard = mlc.resolve("params_shard_1.bin");
        byte[] whole = Files.readAllBytes(shard);
        byte[] damaged = whole.clone();
        damaged[99] ^= 1;
        Files.write(shard, damaged);
        var error = assertThrows(ModelFormatException.class, () -> fetch("HF://owner/mlc"));
        assertTrue(String.valueOf(error.getMessage()).contains("MD5"), error.toString());
        Files.write(shard, whole);
        assertArrayEquals(whole, Files.readAllBytes(fetch("HF://owner/mlc").resolve("params_shard_1.bin")));
    }

    @Test
    void choosesAmongGgufFiles() throws IOException {
        ggufs("m-Q8_0", "m-Q4_0", "a b/m-F32");
        Path q4 = fetch("HF://owner/ggufs");
        assertTrue(q4.endsWith("m-Q4_0-00001-of-00003.gguf"), q4.toString());
        for (String part : PARTS) {
            Path fetched = q4.resolveSibling("m-Q4_0" + part);
            assertArrayEquals(Files.readAllBytes(GGUF.resolve("qwen2-Q8_0" + part)), Files.readAllBytes(fetched));
        }
        assertTrue(fetch("HF://owner/ggufs:q8_0").endsWith("m-Q8_0-00001-of-00003.gguf"));
        assertTrue(fetch("HF://owner/ggufs:F32@main").endsWith("a b/m-F32-00001-of-00003.gguf"));
        var error = assertThrows(ModelFormatException.class, () -> fetch("HF://owner/ggufs:Q5_K_M"));
        assertTrue(String.valueOf(error.getMessage()).contains("m-Q8_0-00001-of-00003.gguf, m-Q4_0"), error.toString());
        server.stop(0);
        assertEquals(q4, fetch("HF://owner/ggufs"));
    }

    @Test
    void fetchesAllPartsOfAnAddress() throws IOException {
        ggufs("m");
        Path first = fetch(hub() + "/owner/ggufs/resolve/main/m-00002-of-00003.gguf");
        for (String part : PARTS) {
            assertTrue(Files.exists(first.resolveSibling("m" + part)), part);
        }
    }

    @Test
    void staysWithinTheRepository() throws IOException {
        list("owner/ggufs", "../../../other/m.gguf", "/m.gguf", "http://127.0.0.1/m.gguf");
        var error = assertThrows(ModelFormatException.class, () -> fetch("HF://owner/ggufs"));
        assertTrue(String.valueOf(error.getMessage()).contains("nor a GGUF file"), error.toString());
    }

    /** A repository of GGUF files, each in three parts. */
    private void ggufs(String... stems) throws IOException {
        List<String> files = new ArrayList<>();
        for (String stem : stems) {
            for (String part : PARTS) {
                Path file = folder.resolve("hub/owner/ggufs/resolve/main/" + stem + part);
                Files.createDirectories(file.getParent());
                Files.copy(GGUF.resolve("qwen2-Q8_0" + part), file);
                files.add(stem + part);
            }
        }
        list("owner/ggufs", files.toArray(String[]::new));
    }

    /** What the hub's API says of a repository. */
    private void list(String name, String... files) throws IOException {
        Path listing = folder.resolve("hub/api/models/" + name + "/revision/main");
        Files.createDirectories(listing.getParent());
        String siblings = Stream.of(files)
                .map(file -> "{\"rfilename\": \"" + file + "\"}")
                .collect(Collectors.joining(", "));
        Files.writeString(listing, "{\"id\": \"" + name + "\", \"siblings\": [" + siblings + "]}");
    }

    @Test
    void saysThatTheHubCannotBeReached() {
        server.stop(0);
        var error = assertThrows(IOException.class, () -> fetch("HF://owner/name@v1"));
        assertTrue(String.valueOf(error.getMessage()).contains("cannot be reached"), error.toString());
    }

    private Path fetch(String model) throws IOException {
        var cache = new ModelCache(folder.resolve("cache"));
        var argument = new ModelArgument(cache, new ModelNames(List.of(), hub()), (what, done, total) -> {});
        return ((ChosenModel.OnDisk) argument.resolve(model)).path();
    }

    private String hub() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}

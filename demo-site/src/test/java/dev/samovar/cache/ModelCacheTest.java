package dev.samovar.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCacheTest {
    @TempDir
    Path folder;

    private final byte[] contents = new byte[300_000];
    private FileServer server;
    private ModelCache cache;
    private RemoteModel model;

    @BeforeEach
    void start() throws IOException {
        new Random(1).nextBytes(contents);
        server = new FileServer(contents);
        cache = new ModelCache(folder.resolve("cache"));
        Path copy = Files.write(folder.resolve("copy"), contents);
        model = new RemoteModel("m", server.address(), Optional.of(Checksum.sha256(copy)), Optional.empty());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void fetchesOnce() throws IOException {
        Path file = fetch();
        assertArrayEquals(contents, Files.readAllBytes(file));
        fetch();
        assertEquals(1, server.requests());
    }

    @Test
    void reportsProgressUpToTheEnd() throws IOException {
        long[] last = new long[2];
        cache.fetch(model, (what, done, total) -> {
            last[0] = done;
            last[1] = total;
        });
        assertArrayEquals(new long[] {contents.length, contents.length}, last);
    }

    @Test
    void fetchesATruncatedFileAnew() throws IOException {
        try (var channel = Files.newByteChannel(fetch(), StandardOpenOption.WRITE)) {
            channel.truncate(1000);
        }
        assertArrayEquals(contents, Files.readAllBytes(fetch()));
        assertEquals(2, server.requests());
    }

    @Test
    void fetchesAnAlteredFileAnewEvenWithItsOldTime() throws IOException {
        Path file = fetch();
        var time = Files.getLastModifiedTime(file);
        byte[] altered = contents.clone();
        altered[1234] ^= 1;
        Files.write(file, altered);
        Files.setLastModifiedTime(file, time);
        assertArrayEquals(contents, Files.readAllBytes(fetch()));
    }

    @Test
    void goesOnWhereTheConnectionBroke() throws IOException {
        server.breakAfter(100_000);
        assertThrows(FetchException.class, this::fetch);
        Path file = cache.path(model.address());
        long came = Files.size(file.resolveSibling(file.getFileName() + ".part")); // the last bytes may be lost
        assertTrue(came > 50_000 && came <= 100_000, came + " bytes");
        server.breakAfter(Integer.MAX_VALUE);
        assertArrayEquals(contents, Files.readAllBytes(fetch()));
        assertEquals("bytes=" + came + "-", server.lastRange());
    }

    @Test
    void beginsAnewWhenTheEarlierPartWasOfOtherBytes() throws IOException {
        server.breakAfter(100_000);
        assertThrows(FetchException.class, this::fetch);
        server.breakAfter(Integer.MAX_VALUE);
        Path part = Path.of(cache.path(model.address()) + ".part");
        Files.write(part, new byte[100_000]);
        assertArrayEquals(contents, Files.readAllBytes(fetch()));
    }

    @Test
    void refusesBytesWithAnotherChecksum() {
        var other = new RemoteModel("m", server.address(), Optional.of("00".repeat(32)), Optional.empty());
        var failure = assertThrows(FetchException.class, () -> cache.fetch(other, (what, done, total) -> {}));
        assertTrue(failure.toString().contains("expected " + "00".repeat(32)), failure.toString());
        assertTrue(!cache.holds(other));
    }

    @Test
    void saysWhyEachPlaceFailed() {
        server.close();
        var failure = assertThrows(FetchException.class, this::fetch);
        assertTrue(failure.toString().contains("cannot be reached"), failure.toString());
    }

    @Test
    void keepsAFileWithoutKnownChecksumWhileItIsUnaltered() throws IOException {
        var unknown = new RemoteModel("m", server.address(), Optional.empty(), Optional.empty());
        Path file = cache.fetch(unknown, (what, done, total) -> {});
        cache.fetch(unknown, (what, done, total) -> {});
        assertEquals(1, server.requests());
        Files.write(file, new byte[10]);
        cache.fetch(unknown, (what, done, total) -> {});
        assertArrayEquals(contents, Files.readAllBytes(file));
    }

    @Test
    void namesNoFileOutsideTheCache() {
        URI outside = server.address().resolve("/..%2f..%2f..%2fescaped");
        assertThrows(IllegalArgumentException.class, () -> cache.path(outside));
    }

    private Path fetch() throws IOException {
        return cache.fetch(model, (what, done, total) -> {});
    }
}

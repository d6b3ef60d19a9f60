package dev.samovar.worker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What a page loads before any model: wasm, loader, façade and kernels, as gzip sends them. */
class DownloadSizeTest {
    private static final int MOST = 500_000;
    private static final List<String> FILES = List.of(
            "engine.wasm",
            "teavm-runtime.mjs",
            "worker.js",
            "samovar.js",
            "connection.js",
            "errors.js",
            "stream.js",
            "kernels.json",
            "models.json");

    @Test
    void staysUnderHalfAMegabyte() throws IOException {
        int total = 0;
        for (String file : FILES) {
            int bytes = gzipped(file);
            System.out.println(file + ": " + bytes + " bytes gzipped");
            total += bytes;
        }
        System.out.println("the engine's own download: " + total + " bytes gzipped, at most " + MOST);
        assertTrue(total <= MOST, total + " bytes gzipped, more than " + MOST);
    }

    private static int gzipped(String file) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (InputStream in = DownloadSizeTest.class.getResourceAsStream("/dev/samovar/web/" + file);
                var gzip = new GZIPOutputStream(bytes)) {
            Objects.requireNonNull(in, file + " is missing").transferTo(gzip);
        }
        return bytes.size();
    }
}

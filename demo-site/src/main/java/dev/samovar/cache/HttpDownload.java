package dev.samovar.cache;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * Fetches over HTTP into a file, going on where an earlier attempt stopped: the part's entity tag is kept beside it, so
 * that a file changed on the server since is begun anew rather than patched together.
 */
final class HttpDownload {
    /** A network that does not answer the connection is taken as not reaching the host. */
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private static final Duration FIRST_BYTE = Duration.ofSeconds(30);
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    /** Fetches the rest of {@code address} into {@code part}; the part stays where the connection breaks. */
    void fetch(URI address, Path part, Progress progress) throws IOException {
        Path tag = part.resolveSibling(part.getFileName() + ".etag");
        long have = Files.exists(part) && Files.exists(tag) ? Files.size(part) : 0;
        var request = HttpRequest.newBuilder(address).timeout(FIRST_BYTE).header("User-Agent", "samovar");
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-").header("If-Range", Files.readString(tag));
        }
        HttpResponse<InputStream> response = send(request.build());
        try (InputStream body = response.body()) {
            int status = response.statusCode();
            if (status == 416 && have > 0) { // the part is already whole, or longer: its checksum will tell
                return;
            }
            if (status == 404) {
                throw new FileNotFoundException("the server has no such file (HTTP status 404)");
            }
            if (status != 200 && status != 206) {
                throw new IOException("HTTP status " + status + " from " + address.getHost());
            }
            long start = status == 206 ? have : 0;
            Optional<String> etag = response.headers().firstValue("ETag").filter(e -> !e.startsWith("W/"));
            if (etag.isPresent()) {
                Files.writeString(tag, etag.get());
            } else {
                Files.deleteIfExists(tag);
            }
            long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
            copy(body, part, start, length < 0 ? -1 : start + length, progress);
        }
    }

    private static void copy(InputStream body, Path part, long start, long total, Progress progress)
            throws IOException {
        StandardOpenOption from = start > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        try (OutputStream out =
                Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, from)) {
            String what = part.getFileName().toString().replace(".part", "");
            byte[] buffer = new byte[1 << 16];
            long done = start;
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                out.write(buffer, 0, n);
                done += n;
                progress.at(what, done, total);
            }
            if (total >= 0 && done != total) {
                throw new IOException("the connection broke after " + done + " of " + total + " bytes");
            }
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}

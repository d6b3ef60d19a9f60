package dev.samovar.cache;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of one file, with ranges, that can break off in the middle. */
final class FileServer implements AutoCloseable {
    private final byte[] contents;
    private final HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile int breakAfter = Integer.MAX_VALUE;
    private volatile String lastRange = "";

    FileServer(byte[] contents) throws IOException {
        this.contents = contents;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/some/model.gguf");
    }

    int requests() {
        return requests.get();
    }

    String lastRange() {
        return lastRange;
    }

    /** Later answers end after so many bytes of what they announced. */
    void breakAfter(int bytes) {
        breakAfter = bytes;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        String range = exchange.getRequestHeaders().getFirst("Range");
        lastRange = range == null ? "" : range;
        int from = range == null ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        exchange.getResponseHeaders().set("ETag", "\"one\"");
        exchange.sendResponseHeaders(range == null ? 200 : 206, contents.length - from);
        int until = (int) Math.min(contents.length, (long) from + breakAfter);
        exchange.getResponseBody().write(Arrays.copyOfRange(contents, from, until));
        exchange.getResponseBody().flush();
        exchange.close();
    }
}

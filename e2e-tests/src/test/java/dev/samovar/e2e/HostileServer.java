package dev.samovar.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves one file to pages of other origins, with ranges, and misbehaves as told. */
final class HostileServer implements AutoCloseable {
    private final HttpServer server;
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private volatile byte[] contents;
    private volatile String validator = "\"one\"";
    private final AtomicInteger breaks = new AtomicInteger();
    private volatile int breakAfter;
    private volatile boolean ranges = true;
    private volatile int shift;

    HostileServer(byte[] contents) throws IOException {
        this.contents = contents;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String hub() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String url() {
        return hub() + "/model.gguf";
    }

    /** The file becomes another one. */
    void replace(byte[] newContents, String newValidator) {
        contents = newContents;
        validator = newValidator;
    }

    /** From now on the whole file is the answer, whatever part was asked for. */
    void ignoreRanges() {
        ranges = false;
    }

    /** From now on parts begin so many bytes after what was asked for. */
    void shiftRanges(int bytes) {
        shift = bytes;
    }

    /** The next answers end after so many bytes of what they announced. */
    void breakOff(int times, int afterBytes) {
        breaks.set(times);
        breakAfter = afterBytes;
    }

    /** What was asked for since the last call: the method and the range. */
    List<String> takeRequests() {
        List<String> taken = List.copyOf(requests);
        requests.clear();
        return taken;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] bytes = contents;
            String asked = exchange.getRequestHeaders().getFirst("Range");
            requests.add(exchange.getRequestMethod() + (asked == null ? "" : " " + asked));
            String range = ranges ? asked : null;
            var headers = exchange.getResponseHeaders();
            headers.set("Access-Control-Allow-Origin", "*");
            headers.set("Access-Control-Expose-Headers", "ETag, Content-Range, Content-Length");
            headers.set("ETag", validator);
            int from = 0;
            int to = bytes.length;
            if (range != null) {
                String[] ends = range.substring("bytes=".length()).split("-", -1);
                from = Integer.parseInt(ends[0]) + shift;
                to = ends[1].isEmpty() ? to : Math.min(to, Integer.parseInt(ends[1]) + 1 + shift);
                headers.set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + bytes.length);
            }
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(range == null ? 200 : 206, head ? -1 : to - from);
            if (!head) {
                boolean broken = breaks.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
                exchange.getResponseBody().write(Arrays.copyOfRange(bytes, from, broken ? from + breakAfter : to));
                if (broken) {
                    exchange.getResponseBody().flush();
                    pause(); // a browser forgets what it has not handed out when a connection breaks
                }
            }
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}

package dev.samovar.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * A file of the page or the engine as it is sent.
 *
 * @param tag entity tag, made of the contents: archives give all their files one date
 */
record Asset(String type, String tag, ByteBuffer plain, ByteBuffer gzip) {

    static Asset of(String path, byte[] contents) {
        return new Asset(typeOf(path), tagOf(contents), ByteBuffer.wrap(contents), ByteBuffer.wrap(gzip(contents)));
    }

    private static String typeOf(String path) {
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js", "mjs" -> "text/javascript; charset=utf-8";
            case "ts", "wgsl" -> "text/plain; charset=utf-8";
            case "json", "map" -> "application/json";
            case "webmanifest" -> "application/manifest+json";
            case "wasm" -> "application/wasm";
            case "svg" -> "image/svg+xml";
            case "png" -> "image/png";
            default -> "application/octet-stream";
        };
    }

    private static String tagOf(byte[] contents) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(contents);
            return "\"" + HexFormat.of().formatHex(hash, 0, 12) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] gzip(byte[] contents) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(contents);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail to write
        }
        return out.toByteArray();
    }
}

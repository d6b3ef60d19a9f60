package dev.samovar.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The files of one folder of the class path, compressed once and kept. Browsers keep them too but ask again each time,
 * by entity tag, so that a rebuilt engine shows at once.
 */
final class AssetHandler extends Handler.Abstract {
    private final String folder;
    private final String prefix;
    private final Map<String, Optional<Asset>> assets = new ConcurrentHashMap<>();

    /**
     * @param folder on the class path
     * @param prefix of the addresses, with slashes around it
     */
    AssetHandler(String folder, String prefix) {
        this.folder = folder;
        this.prefix = prefix;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        boolean reads = HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
        String path = Request.getPathInContext(request);
        if (!reads || !path.startsWith(prefix)) {
            return false;
        }
        String name = path.substring(prefix.length());
        Optional<Asset> asset =
                assets.computeIfAbsent(name.isEmpty() || name.endsWith("/") ? name + "index.html" : name, this::load);
        asset.ifPresent(found -> send(found, request, response, callback));
        return asset.isPresent();
    }

    private Optional<Asset> load(String name) {
        if (!name.chars().allMatch(AssetHandler::isPlain) || name.contains("..")) {
            return Optional.empty();
        }
        try (InputStream in = AssetHandler.class.getResourceAsStream("/" + folder + "/" + name)) {
            return in == null ? Optional.empty() : Optional.of(Asset.of(name, in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-_./".indexOf(c) >= 0;
    }

    private static void send(Asset asset, Request request, Response response, Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.ETAG, asset.tag());
        headers.put(HttpHeader.CACHE_CONTROL, "no-cache");
        headers.put(HttpHeader.VARY, "Accept-Encoding");
        HttpField known = request.getHeaders().getField(HttpHeader.IF_NONE_MATCH);
        if (known != null && known.contains(asset.tag())) {
            response.setStatus(HttpStatus.NOT_MODIFIED_304);
            callback.succeeded();
            return;
        }
        HttpField accepted = request.getHeaders().getField(HttpHeader.ACCEPT_ENCODING);
        boolean gzip = accepted != null
                && accepted.contains("gzip")
                && asset.gzip().remaining() < asset.plain().remaining();
        var body = (gzip ? asset.gzip() : asset.plain()).slice();
        headers.put(HttpHeader.CONTENT_TYPE, asset.type());
        headers.put(HttpHeader.CONTENT_LENGTH, body.remaining());
        if (gzip) {
            headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
        }
        response.write(true, body, callback);
    }
}

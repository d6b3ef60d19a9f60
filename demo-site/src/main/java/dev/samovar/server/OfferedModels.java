package dev.samovar.server;

import dev.samovar.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** {@code models.json}: the models the page's picker shows, first the one it starts with. */
final class OfferedModels extends Handler.Abstract.NonBlocking {
    private final List<Json> models = new CopyOnWriteArrayList<>();

    /**
     * @param address relative to the site, absolute, or {@code HF://…}
     * @param bytes 0 where unknown
     */
    void add(String title, String address, long bytes) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("title", new Json.Str(title));
        members.put("address", new Json.Str(address));
        members.put("bytes", Json.Num.of(bytes));
        models.add(new Json.Obj(members));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!Request.getPathInContext(request).equals("/models.json")) {
            return false;
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        Content.Sink.write(response, true, new Json.Arr(models).text(), callback);
        return true;
    }
}

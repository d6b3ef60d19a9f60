package dev.samovar.e2e;

import dev.samovar.browser.EngineTab;
import dev.samovar.browser.TabListener;
import dev.samovar.json.Json;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** The real model in a tab. */
final class LoadedEngine implements AutoCloseable {
    private static final TabListener NOBODY = new TabListener() {};
    private final EngineTab tab;

    LoadedEngine(Chromium.Running chromium) throws IOException {
        tab = chromium.tab();
        URI model = chromium.site().publish(SmolLm2.file());
        tab.load(model, new Json.Obj(Map.of("cache", Json.Bool.FALSE)), NOBODY);
    }

    EngineTab tab() {
        return tab;
    }

    /** Greedy, with the ids of tokens. */
    Json complete(String kind, Map<String, Json> fields, int maxTokens) {
        Map<String, Json> request = new LinkedHashMap<>(fields);
        request.put("temperature", Json.Num.of(0));
        request.put("max_tokens", Json.Num.of(maxTokens));
        request.put("return_token_ids", Json.Bool.TRUE);
        return stream(kind, request);
    }

    /** Streams a request; the gist of its chunks. */
    Json stream(String kind, Map<String, Json> fields) {
        Map<String, Json> request = new LinkedHashMap<>(fields);
        request.put("stream", Json.Bool.TRUE);
        request.put("stream_options", new Json.Obj(Map.of("include_usage", Json.Bool.TRUE)));
        return tab.complete(kind, new Json.Obj(request), NOBODY);
    }

    @Override
    public void close() {
        tab.close();
    }
}

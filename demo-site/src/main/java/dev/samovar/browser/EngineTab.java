package dev.samovar.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import dev.samovar.json.Json;
import dev.samovar.server.Site;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A tab with one engine, called from Java as a page would call it. Calls return when the engine is done. */
public final class EngineTab implements AutoCloseable {
    private static final TabListener NOBODY = new TabListener() {};
    private final Page page;
    private TabListener listener = NOBODY;

    /** Opens the tab; the engine is loaded by {@link #load}. */
    public EngineTab(HeadlessChromium browser, Site site) {
        page = browser.newPage(new Browser.NewContextOptions());
        page.exposeFunction("report", this::report);
        if (System.getenv("SAMOVAR_DEBUG") != null) {
            page.onConsoleMessage(message -> System.err.println("tab: " + message.text()));
            page.onPageError(error -> System.err.println("tab: " + error));
        }
        page.navigate(site.address().resolve("tab/").toString());
    }

    /** Loads a model: an address, as {@code createEngine} takes it. */
    public Json load(URI model, Json options, TabListener told) {
        return call("load", new Json.Arr(List.of(new Json.Str(model.toString()), options)), told);
    }

    /**
     * Runs a request and returns the chunks' gist: {@code text}, {@code finish_reason}, {@code usage} and whatever ids of
     * tokens the engine told.
     *
     * @param kind {@code chat} or {@code completion}
     */
    public Json complete(String kind, Json request, TabListener told) {
        return call("complete", new Json.Arr(List.of(new Json.Str(kind), request)), told);
    }

    /** Measures speed, with engines of its own: settings and report are those of {@code bench.js}. */
    public Json bench(Json settings, TabListener told) {
        return call("bench", new Json.Arr(List.of(settings)), told);
    }

    /** A method of the engine that answers with data. */
    public Json ask(String method, Json... arguments) {
        List<Json> all = new ArrayList<>(List.of(new Json.Str(method)));
        all.addAll(List.of(arguments));
        return call("ask", new Json.Arr(all), NOBODY);
    }

    /**
     * Bytes of memory that the page and its Worker hold: the JavaScript and Wasm heaps with their buffers. What the GPU
     * holds is not among them.
     */
    public long memory() {
        Object bytes = page.evaluate("async () => (await performance.measureUserAgentSpecificMemory()).bytes");
        return ((Number) bytes).longValue();
    }

    /** The page itself, for tests. */
    public Page page() {
        return page;
    }

    @Override
    public void close() {
        page.context().close();
    }

    private Json call(String method, Json.Arr arguments, TabListener told) {
        listener = told;
        try {
            Object text = page.evaluate("([m, a]) => window.tab.call(m, a)", List.of(method, arguments.text()));
            Json outcome = Json.parse((String) text);
            Json error = outcome.get("error");
            if (error != null) {
                throw EngineException.of(error);
            }
            Json value = outcome.get("value");
            return value == null ? Json.Null.NULL : value;
        } catch (PlaywrightException e) {
            throw EngineException.of(new Json.Obj(Map.of(
                    "name",
                    new Json.Str("TabError"),
                    "message",
                    new Json.Str("the browser's tab: " + e.getMessage()))));
        } finally {
            listener = NOBODY;
        }
    }

    private Object report(Object... arguments) {
        Json event = Json.parse((String) arguments[0]);
        Json progress = event.get("progress");
        Json chunk = event.get("chunk");
        if (progress != null) {
            listener.progress(progress);
        }
        if (chunk != null) {
            listener.chunk(chunk);
        }
        return listener.isInterrupted();
    }
}

package dev.samovar.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.samovar.json.Json;
import java.util.Map;

/** A blank page of the site, on which tests run scripts that use the engine as any page would. */
final class EnginePage implements AutoCloseable {
    private final Page page;

    /** Opens it in a profile of its own: nothing is cached. */
    EnginePage(Chromium.Running chromium) {
        page = chromium.page(new Browser.NewContextOptions());
        page.setDefaultTimeout(0); // the software adapter takes its time
        page.navigate(chromium.site().address().resolve("tab/").toString());
    }

    Page page() {
        return page;
    }

    /**
     * Runs the body of an async function that has {@code samovar} (the module) and {@code given}, and returns its result
     * by way of JSON. An error it throws is returned as {@code {name, message, type, code, param, isError, class}}.
     */
    Json run(String body, Json given) {
        String script = "async (given) => JSON.stringify(await (async () => {"
                + " const samovar = await import('/engine/samovar.js'); given = JSON.parse(given);"
                + " try { " + body + " } catch (e) { return { name: e.name, message: e.message, type: e.type ?? null,"
                + " code: e.code ?? null, param: e.param ?? null, isError: e instanceof Error,"
                + " isSamovarError: e instanceof samovar.SamovarError, class: e.constructor.name }; } })() ?? null)";
        return Json.parse((String) page.evaluate(script, given.text()));
    }

    /** Puts a script before worker.js, to play what a healthy browser and engine do not do. */
    void beforeWorker(String script) {
        page.context().route("**/engine/worker.js", route -> {
            String text = route.fetch().text();
            route.fulfill(new Route.FulfillOptions()
                    .setBody(script + "\n" + text)
                    .setContentType("text/javascript")
                    .setHeaders(
                            Map.of("Content-Type", "text/javascript", "Cross-Origin-Embedder-Policy", "require-corp")));
        });
    }

    @Override
    public void close() {
        page.context().close();
    }
}

package dev.samovar.worker.fetch;

import dev.samovar.webgpu.browser.JavaScriptException;
import dev.samovar.webgpu.browser.Promises;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSString;
import org.teavm.jso.streams.ReadableStream;
import org.teavm.jso.typedarrays.ArrayBuffer;

/** The browser's {@code fetch}. */
final class Http {
    private Http() {}

    interface Response extends JSObject {
        @JSProperty
        int getStatus();

        @JSProperty
        ReadableStream getBody();

        JSPromise<ArrayBuffer> arrayBuffer();

        JSPromise<JSString> text();
    }

    /** The answer's head; suspends. Without one, a {@link JavaScriptException} of the browser's words. */
    static Response get(String url) {
        return Promises.await(fetch(url, "GET", ""));
    }

    static Response head(String url) {
        return Promises.await(fetch(url, "HEAD", ""));
    }

    /** Asks for a part, {@code bytes=first-last}; a server may answer with the whole. */
    static Response get(String url, String range) {
        return Promises.await(fetch(url, "GET", range));
    }

    /** The header's value, or empty: also where the server does not let this page see it. */
    @JSBody(
            params = {"response", "name"},
            script = "return response.headers.get(name) || '';")
    static native String header(Response response, String name);

    /** What tells one version of a file from another, or empty. */
    static String validator(Response response) {
        String etag = header(response, "etag");
        return etag.isEmpty() ? header(response, "last-modified") : etag;
    }

    /** The browser's HTTP cache is left alone: it would keep a second copy of each model. */
    @JSBody(
            params = {"url", "method", "range"},
            script =
                    "return fetch(url, { method: method, cache: 'no-store', headers: range ? { Range: range } : {} });")
    private static native JSPromise<Response> fetch(String url, String method, String range);

    /** Stops a download nobody reads on. */
    @JSBody(params = "response", script = "if (response.body) { response.body.cancel(); }")
    static native void discard(Response response);
}

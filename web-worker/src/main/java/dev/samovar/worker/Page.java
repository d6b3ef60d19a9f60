package dev.samovar.worker;

import org.teavm.jso.JSBody;

/** The way back to the page. */
final class Page {
    private Page() {}

    @JSBody(
            params = {"id", "kind", "body"},
            script = "self.postMessage({ id: id, kind: kind, body: body });")
    static native void post(int id, String kind, String body);
}

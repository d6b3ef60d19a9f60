package dev.samovar.worker;

import org.teavm.jso.JSBody;

/** The way back to the page, and what the Worker knows of where it runs. */
final class Page {
    private Page() {}

    @JSBody(
            params = {"id", "kind", "body"},
            script = "self.postMessage({ id: id, kind: kind, body: body });")
    static native void post(int id, String kind, String body);

    @JSBody(params = "message", script = "return message.blob instanceof Blob;")
    static native boolean hasBlob(Message message);

    /** 64 random bits. */
    static long random() {
        return (long) random32() << 32 ^ random32();
    }

    @JSBody(script = "return crypto.getRandomValues(new Int32Array(1))[0];")
    private static native int random32();

    /** The address of a file that lies beside worker.js. */
    @JSBody(params = "file", script = "return new URL(file, self.location.href).href;")
    static native String neighbour(String file);
}

package dev.samovar.worker.fetch;

import dev.samovar.webgpu.browser.Promises;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;

/** A lock among all tabs of the origin (Web Locks): two of them never fetch the same file at once. */
final class Lock {
    private final JSObject release;

    private Lock(JSObject release) {
        this.release = release;
    }

    /** Waits until no other tab holds it; suspends. */
    static Lock acquire(String name) {
        return new Lock(Promises.await(request(name)));
    }

    void release() {
        call(release);
    }

    /** The browser holds the lock while the inner promise is open; its resolver is what we keep. */
    @JSBody(
            params = "name",
            script = "return new Promise(function (got, failed) {"
                    + " if (!navigator.locks) { got(function () {}); return; }"
                    + " navigator.locks.request(name, function () {"
                    + " return new Promise(function (release) { got(release); }); }).catch(failed); });")
    private static native JSPromise<JSObject> request(String name);

    @JSBody(params = "release", script = "release();")
    private static native void call(JSObject release);
}

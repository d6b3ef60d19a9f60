package dev.samovar.webgpu.browser;

import org.teavm.interop.Async;
import org.teavm.interop.AsyncCallback;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;

/**
 * Waits for promises by suspending the calling coroutine. TeaVM's own ways are avoided: on Wasm GC its
 * {@code JSPromise.await} hangs when the promise is rejected, and {@code AsyncCallback.error} makes every later wait of
 * the thread fail too. Here the callback always completes, and a rejection travels in its value.
 */
public final class Promises {
    private Promises() {}

    /** The promise's value, once it has one; a rejection becomes a {@link JavaScriptException}. */
    @SuppressWarnings("unchecked") // the promise's type parameter promises T
    public static <T extends JSObject> T await(JSPromise<T> promise) {
        Outcome outcome = outcome(promise);
        if (outcome.failed) {
            throw new JavaScriptException(outcome.value);
        }
        return (T) outcome.value;
    }

    /** Lets nobody await the promise: when a device is lost, what else was asked of it is rejected unseen. */
    @JSBody(params = "promise", script = "promise.catch(function () {});")
    static native void mayFailUnseen(JSPromise<?> promise);

    private record Outcome(boolean failed, JSObject value) {}

    @Async
    private static native Outcome outcome(JSPromise<?> promise);

    @SuppressWarnings("unused") // TeaVM calls it for the native method above
    private static void outcome(JSPromise<?> promise, AsyncCallback<Outcome> callback) {
        settle(
                promise,
                value -> callback.complete(new Outcome(false, value)),
                reason -> callback.complete(new Outcome(true, reason)));
    }

    @JSBody(
            params = {"promise", "resolved", "rejected"},
            script = "promise.then(resolved, rejected);")
    private static native void settle(JSPromise<?> promise, Settled resolved, Settled rejected);

    @JSFunctor
    private interface Settled extends JSObject {
        void accept(JSObject value);
    }
}

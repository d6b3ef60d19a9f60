package dev.samovar.webgpu.browser;

import dev.samovar.webgpu.GpuException;
import dev.samovar.webgpu.GpuException.Cause;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.webgpu.GPUDevice;

/** What the device found wrong after the call that caused it had returned: kept until somebody can be told. */
final class Faults {
    private @Nullable String lost;
    private @Nullable String invalid;

    Faults(GPUDevice device) {
        listen(device, message -> lost = message, message -> {
            if (invalid == null) {
                invalid = message; // the first error explains those that follow
            }
        });
    }

    /** Throws what has been found since the last call; a lost device stays lost. */
    void check() {
        if (lost != null) {
            throw new GpuException(Cause.LOST, "the GPU device was lost: " + lost);
        }
        if (invalid != null) {
            String message = invalid;
            invalid = null;
            throw new GpuException(Cause.INVALID, message);
        }
    }

    /** Waits for work of the GPU; a refusal is told with the fault behind it. */
    <T extends JSObject> T await(JSPromise<T> work) {
        T value;
        try {
            value = Promises.await(work);
        } catch (JavaScriptException e) {
            check();
            // Work is broken off only by us, when closing, or by the loss of the device, which may be reported later.
            Cause cause = e.name().equals("AbortError") ? Cause.LOST : Cause.INVALID;
            throw new GpuException(cause, e.name() + ": " + e.getMessage());
        }
        check();
        return value;
    }

    @JSBody(
            params = {"device", "lost", "invalid"},
            script = "device.lost.then(function (info) { lost(info.message || info.reason || 'no reason given'); });"
                    + "device.onuncapturederror = function (event) { invalid(event.error.message); };")
    private static native void listen(GPUDevice device, Report lost, Report invalid);

    @JSFunctor
    private interface Report extends JSObject {
        void accept(String message);
    }
}

package dev.samovar.webgpu.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;

/** Something JavaScript threw, or the reason a promise was rejected with. */
public final class JavaScriptException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String name;

    JavaScriptException(JSObject reason) {
        super(messageOf(reason));
        this.name = nameOf(reason);
    }

    /** The error's class as JavaScript names it, such as {@code NotFoundError}; tells causes apart. */
    public String name() {
        return name;
    }

    @JSBody(params = "reason", script = "return String(reason && reason.message || reason);")
    private static native String messageOf(JSObject reason);

    @JSBody(params = "reason", script = "return String(reason && reason.name || 'Error');")
    private static native String nameOf(JSObject reason);
}

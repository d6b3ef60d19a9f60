package dev.samovar.worker.fetch;

import dev.samovar.webgpu.browser.Promises;
import dev.samovar.worker.fetch.FetchException.Reason;
import org.teavm.jso.JSBody;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;

/** Patience with a network: pauses that grow, and an end to them. */
final class Retries {
    private static final int MOST = 5;
    private static final int FIRST_PAUSE_MS = 250;

    private final String url;
    private int failures;

    Retries(String url) {
        this.url = url;
    }

    /** Something arrived: the count starts anew. */
    void succeeded() {
        failures = 0;
    }

    /** Waits before the next try, or gives up; suspends. */
    void pause(String cause) {
        if (failures == MOST) {
            throw new FetchException(
                    Reason.NETWORK,
                    "cannot fetch " + url + " (" + cause + "), tried " + (MOST + 1)
                            + " times; what has come is kept, the next try goes on from there");
        }
        Promises.await(after(FIRST_PAUSE_MS << failures));
        failures++;
    }

    @JSBody(params = "ms", script = "return new Promise(function (done) { setTimeout(done, ms); });")
    private static native JSPromise<JSUndefined> after(int ms);
}

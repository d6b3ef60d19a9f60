package dev.samovar.worker.fetch;

import dev.samovar.webgpu.browser.BrowserSource;
import dev.samovar.webgpu.browser.JavaScriptException;
import dev.samovar.webgpu.browser.Promises;
import dev.samovar.worker.fetch.FetchException.Reason;
import java.util.Optional;
import org.teavm.jso.typedarrays.ArrayBuffer;

/** A file read in ranges from its server, kept nowhere. */
record HttpSource(String name, long size, String validator) implements BrowserSource {

    /** Empty where the server does not hand out ranges; suspends. */
    static Optional<HttpSource> open(String url) {
        Http.Response response;
        try {
            response = Http.get(url, "bytes=0-0");
        } catch (JavaScriptException e) {
            throw new FetchException(Reason.NETWORK, "cannot reach " + url + ": " + e.getMessage());
        }
        Http.discard(response);
        HttpStatus.requireFound(response.getStatus(), url);
        ContentRange range = ContentRange.parse(Http.header(response, "content-range"));
        return response.getStatus() == 206 && range != null && range.total() >= 0
                ? Optional.of(new HttpSource(url, range.total(), Http.validator(response)))
                : Optional.empty();
    }

    @Override
    public ArrayBuffer buffer(long offset, int length) {
        requireWithin(offset, length);
        if (length == 0) {
            return new ArrayBuffer(0);
        }
        var retries = new Retries(name);
        while (true) {
            try {
                Http.Response response = Http.get(name, "bytes=" + offset + "-" + (offset + length - 1));
                if (response.getStatus() == 206) {
                    requireSameFile(response, offset);
                    ArrayBuffer bytes = Promises.await(response.arrayBuffer());
                    if (bytes.getByteLength() == length) {
                        return bytes;
                    }
                    throw changed();
                }
                Http.discard(response);
                HttpStatus.requireFound(response.getStatus(), name);
                retries.pause("status " + response.getStatus());
            } catch (JavaScriptException e) {
                retries.pause(String.valueOf(e.getMessage()));
            }
        }
    }

    private void requireSameFile(Http.Response response, long offset) {
        ContentRange range = ContentRange.parse(Http.header(response, "content-range"));
        boolean asAsked = range != null && range.first() == offset && range.total() == size;
        if (!asAsked || !Http.validator(response).equals(validator)) {
            Http.discard(response);
            throw changed();
        }
    }

    private FetchException changed() {
        return new FetchException(Reason.CORRUPT, name + " changed while it was read; load the model again");
    }
}

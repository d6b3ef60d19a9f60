package dev.samovar.worker.fetch;

import dev.samovar.webgpu.browser.BrowserSource;
import dev.samovar.webgpu.browser.JavaScriptException;
import dev.samovar.webgpu.browser.Promises;
import org.teavm.jso.JSBody;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.file.Blob;
import org.teavm.jso.typedarrays.ArrayBuffer;

/** A file the browser holds: chosen by the user, or in the cache. */
public final class BlobSource implements BrowserSource {
    private final String name;
    private final Blob blob;

    public BlobSource(String name, Blob blob) {
        this.name = name;
        this.blob = blob;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return (long) size(blob);
    }

    @Override
    public ArrayBuffer buffer(long offset, int length) {
        requireWithin(offset, length);
        try {
            return Promises.await(slice(blob, (double) offset, (double) (offset + length)));
        } catch (JavaScriptException e) {
            throw new FetchException(
                    FetchException.Reason.NOT_FOUND,
                    "the browser can no longer read " + name + " (" + e.getMessage() + "); choose the file again");
        }
    }

    @JSBody(params = "blob", script = "return blob.size;")
    private static native double size(Blob blob);

    @JSBody(
            params = {"blob", "start", "end"},
            script = "return blob.slice(start, end).arrayBuffer();")
    private static native JSPromise<ArrayBuffer> slice(Blob blob, double start, double end);
}

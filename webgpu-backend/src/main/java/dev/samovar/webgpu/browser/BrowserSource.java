package dev.samovar.webgpu.browser;

import dev.samovar.weights.ByteSource;
import org.teavm.jso.typedarrays.ArrayBuffer;
import org.teavm.jso.typedarrays.Int8Array;

/** A source whose bytes come as JavaScript buffers: weights go from it to the GPU without Java arrays. */
public interface BrowserSource extends ByteSource {

    /** Exactly {@code length} bytes from {@code offset}, in memory of JavaScript. Suspends. */
    ArrayBuffer buffer(long offset, int length);

    @Override
    default byte[] read(long offset, int length) {
        return new Int8Array(buffer(offset, length)).copyToJavaArray();
    }
}

package dev.samovar.webgpu.browser;

import dev.samovar.weights.ByteSource;
import org.teavm.jso.typedarrays.ArrayBuffer;

/** A source whose bytes come as JavaScript buffers: weights go from it to the GPU without Java arrays. */
public interface BrowserSource extends ByteSource {

    /** Exactly {@code length} bytes from {@code offset}, in memory of JavaScript. Suspends. */
    ArrayBuffer buffer(long offset, int length);
}

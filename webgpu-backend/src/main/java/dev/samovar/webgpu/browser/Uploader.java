package dev.samovar.webgpu.browser;

import dev.samovar.weights.ByteSource;
import org.teavm.jso.JSBody;
import org.teavm.jso.typedarrays.ArrayBuffer;
import org.teavm.jso.typedarrays.Int8Array;
import org.teavm.jso.webgpu.GPUBuffer;
import org.teavm.jso.webgpu.GPUQueue;

/** Streams files to the GPU in pieces; the browser holds a copy of what the GPU has not taken yet, so that is bounded. */
final class Uploader {
    private static final int PIECE = 4 << 20;
    private static final long MOST_WAITING = 32 << 20;

    private final GPUQueue queue;
    private final Faults faults;
    private long waiting;

    Uploader(GPUQueue queue, Faults faults) {
        this.queue = queue;
        this.faults = faults;
    }

    void upload(ByteSource source, long sourceOffset, int length, GPUBuffer target, long offset) {
        for (int done = 0; done < length; done += PIECE) {
            int bytes = Math.min(PIECE, length - done);
            ArrayBuffer piece = buffer(source, sourceOffset + done, bytes);
            queue.writeBuffer(target, (double) (offset + done), bytes % 4 == 0 ? piece : padded(piece));
            waiting += bytes;
            if (waiting > MOST_WAITING) {
                waiting = 0;
                faults.await(queue.onSubmittedWorkDone());
            }
        }
        faults.check();
    }

    private static ArrayBuffer buffer(ByteSource source, long offset, int length) {
        return source instanceof BrowserSource browser
                ? browser.buffer(offset, length)
                : Int8Array.copyFromJavaArray(source.read(offset, length)).getBuffer();
    }

    /** Writes to the GPU are whole words. */
    @JSBody(
            params = "buffer",
            script = "var all = new Uint8Array((buffer.byteLength + 3) & ~3);"
                    + "all.set(new Uint8Array(buffer)); return all.buffer;")
    private static native ArrayBuffer padded(ArrayBuffer buffer);
}

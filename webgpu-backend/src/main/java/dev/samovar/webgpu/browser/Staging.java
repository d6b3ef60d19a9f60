package dev.samovar.webgpu.browser;

import dev.samovar.webgpu.BufferRange;
import dev.samovar.webgpu.PendingRead;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;
import org.teavm.jso.typedarrays.Int32Array;
import org.teavm.jso.webgpu.GPUBuffer;
import org.teavm.jso.webgpu.GPUCommandEncoder;
import org.teavm.jso.webgpu.GPUDevice;

/** Buffers the host can read, used again once their words are taken. */
final class Staging {
    private static final int SMALLEST = 256;

    private final GPUDevice device;
    private final Faults faults;
    private final List<Deque<GPUBuffer>> free = new ArrayList<>(); // by the power of two of their size

    Staging(GPUDevice device, Faults faults) {
        this.device = device;
        this.faults = faults;
        for (int i = 0; i < Long.SIZE; i++) {
            free.add(new ArrayDeque<>());
        }
    }

    /** A buffer with these ranges' bytes one after the other, once what is encoded has run. */
    Copy copy(GPUCommandEncoder encoder, List<BufferRange> ranges) {
        long bytes = 0;
        for (BufferRange range : ranges) {
            bytes += range.bytes();
        }
        Deque<GPUBuffer> sameSize = free.get(powerOfTwo(bytes));
        GPUBuffer target = sameSize.isEmpty() ? create(bytes) : sameSize.pop();
        long at = 0;
        for (BufferRange range : ranges) {
            encoder.copyBufferToBuffer(
                    BrowserBuffer.handleOf(range.buffer()), (double) range.offset(), target, (double) at, (double)
                            range.bytes());
            at += range.bytes();
        }
        return new Copy(target, bytes);
    }

    private static int powerOfTwo(long bytes) {
        return Long.SIZE - Long.numberOfLeadingZeros(Math.max(bytes, SMALLEST) - 1);
    }

    private GPUBuffer create(long bytes) {
        return BrowserGpu.createBuffer(
                device,
                "staging",
                (double) (1L << powerOfTwo(bytes)),
                GPUBuffer.Usage.MAP_READ | GPUBuffer.Usage.COPY_DST);
    }

    /** Encoded, not yet submitted. */
    record Copy(GPUBuffer buffer, long bytes) {}

    /** To be called after submission; the mapping is asked for at once, so that awaiting it late costs nothing. */
    PendingRead read(Copy copy) {
        JSPromise<JSUndefined> mapped = copy.buffer.mapAsync(GPUBuffer.MapMode.READ, 0, (double) copy.bytes);
        Promises.mayFailUnseen(mapped);
        return () -> {
            faults.await(mapped);
            int[] words = new Int32Array(copy.buffer.getMappedRange(0, (double) copy.bytes)).copyToJavaArray();
            copy.buffer.unmap();
            free.get(powerOfTwo(copy.bytes)).push(copy.buffer);
            return words;
        };
    }
}

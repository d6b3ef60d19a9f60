package dev.samovar.webgpu;

import dev.samovar.kernels.Kernel;
import dev.samovar.weights.ByteSource;
import java.util.List;
import java.util.Map;

/**
 * WebGPU as straight-line code. Calls marked <i>suspends</i> may park the calling thread (in the Worker: the engine
 * thread's coroutine); the others return at once. Memory is seen as 32-bit words, little-endian; offsets and lengths
 * given in bytes are multiples of 4.
 *
 * <p>Errors are {@link GpuException}s. What the GPU finds wrong only later (validation, memory, a lost device) is thrown
 * by the next suspending call.
 */
public interface Gpu {

    Adapter adapter();

    /** A zeroed storage buffer that can be copied from and to. Suspends; too little memory is an error. */
    GpuBuffer buffer(String label, long bytes);

    /** Writes words at a byte offset before any later submission. */
    void write(GpuBuffer target, long offset, int[] words);

    /**
     * Streams {@code length} bytes of a file into a buffer, without Java arrays where the platform can. A length that is
     * no multiple of 4 is filled up with zeros. Suspends.
     */
    void upload(ByteSource source, long sourceOffset, int length, GpuBuffer target, long offset);

    /** Compiles a kernel with these overrides. Suspends; errors carry the kernel's name and the compiler's messages. */
    GpuPipeline pipeline(Kernel kernel, Map<String, Double> overrides);

    /** Starts compiling what {@link #pipeline} will be asked for, where the platform compiles several at once. */
    default void prepare(Kernel kernel, Map<String, Double> overrides) {}

    /** Binds ranges to the kernel's bindings, in order. */
    GpuBindGroup bind(GpuPipeline pipeline, List<BufferRange> ranges);

    /** Runs dispatches in order, each seeing what those before wrote. */
    void submit(List<Dispatch> dispatches);

    /**
     * Like {@link #submit}, and copies these ranges to staging memory when done. Several may be outstanding; staging
     * buffers are reused once awaited.
     */
    PendingRead submitAndRead(List<Dispatch> dispatches, List<BufferRange> ranges);

    /**
     * Time the dispatches take on the GPU, in nanoseconds: by timestamps where the adapter has them, else by the clock
     * from submission to completion. Suspends.
     */
    double time(List<Dispatch> dispatches);

    /** Frees the buffer at once. */
    void release(GpuBuffer buffer);

    /** Gives the device back with all that was made on it. */
    void close();
}

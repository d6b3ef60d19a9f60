package dev.samovar.webgpu;

/** A buffer in GPU memory. */
public interface GpuBuffer {

    String label();

    long bytes();

    /** All of it. */
    default BufferRange whole() {
        return new BufferRange(this, 0, bytes());
    }

    /** @param offset in bytes; where bound to a kernel, a multiple of 256 */
    default BufferRange range(long offset, long bytes) {
        return new BufferRange(this, offset, bytes);
    }
}

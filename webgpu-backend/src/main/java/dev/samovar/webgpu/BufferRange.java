package dev.samovar.webgpu;

/** Part of a buffer, in bytes. */
public record BufferRange(GpuBuffer buffer, long offset, long bytes) {
    public BufferRange {
        if (offset < 0 || bytes < 0 || offset + bytes > buffer.bytes()) {
            throw new IllegalArgumentException("bytes " + offset + " to " + (offset + bytes) + " of buffer "
                    + buffer.label() + ", which has " + buffer.bytes());
        }
    }
}

package dev.samovar.webgpu.playwright;

import dev.samovar.webgpu.GpuException;
import dev.samovar.webgpu.GpuException.Cause;

/** The page's errors as those of the view. */
final class Faults {
    private Faults() {}

    static GpuException of(String message) {
        Cause cause = message.contains("OUT_OF_MEMORY")
                ? Cause.OUT_OF_MEMORY
                : message.contains("LOST ") ? Cause.LOST : Cause.INVALID;
        return new GpuException(cause, message);
    }
}

package dev.samovar.webgpu.playwright;

import dev.samovar.webgpu.GpuException;
import dev.samovar.webgpu.GpuException.Cause;

/** The page's errors as those of the view: Playwright wraps them in stacks of its own. */
final class Faults {
    private Faults() {}

    static GpuException of(String message) {
        Cause cause = message.contains("OUT_OF_MEMORY")
                ? Cause.OUT_OF_MEMORY
                : message.contains("LOST ") ? Cause.LOST : Cause.INVALID;
        int start = message.indexOf("Error: ") + "Error: ".length();
        int end = message.indexOf("\n    at ", start);
        return new GpuException(cause, end < 0 ? message : message.substring(start, end));
    }
}

package dev.samovar.webgpu;

/** The GPU refused or failed. */
public final class GpuException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What went wrong, as far as the caller can act on it. */
    public enum Cause {
        /** No WebGPU, or no adapter. */
        UNAVAILABLE,
        /** Memory was refused. */
        OUT_OF_MEMORY,
        /** The driver gave up or the machine slept: the device is gone, a new one may work. */
        LOST,
        /** A fault of ours: a shader or a call is wrong. */
        INVALID
    }

    private final Cause reason;

    public GpuException(Cause reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Cause reason() {
        return reason;
    }
}

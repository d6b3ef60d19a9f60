package dev.samovar.engine;

import dev.samovar.kv.KvCache;
import dev.samovar.program.Batch;
import dev.samovar.program.Program;
import dev.samovar.schedule.Scheduler;
import dev.samovar.weights.Weights;

/** A device and the model on it, which can be put there again after a failure. */
final class LoadedDevice {
    private final Device device;
    private final Program program;
    private final Weights weights;
    private final DeviceOptions options;
    private Loaded loaded;
    private boolean released;

    LoadedDevice(Device device, Program program, Weights weights, DeviceOptions options, LoadListener listener) {
        this.device = device;
        this.program = program;
        this.weights = weights;
        this.options = options;
        this.loaded = device.load(program, weights, options, listener);
    }

    Device device() {
        return device;
    }

    Loaded loaded() {
        return loaded;
    }

    /** Tokens of the longest sequence. */
    int contextLength() {
        return Math.min(options.contextLength(), loaded.pages() * Batch.PAGE);
    }

    /** A scheduler with all of the device's cache for itself. */
    Scheduler scheduler() {
        return new Scheduler(loaded.maxRows(), options.maxSequences(), new KvCache(loaded.pages()));
    }

    boolean isReleased() {
        return released;
    }

    /** Frees the device until {@link #ensureLoaded}. */
    void release() {
        released = true;
        device.release();
    }

    /** Loads the model anew where the device was released; when that fails it stays released. */
    void ensureLoaded() {
        if (!released) {
            return;
        }
        try {
            loaded = device.load(program, weights, options, (bytes, total, stage) -> {});
            released = false;
        } catch (RuntimeException cause) {
            device.release();
            throw cause;
        }
    }
}

package dev.samovar.worker;

import dev.samovar.engine.Device;
import dev.samovar.engine.DeviceOptions;
import dev.samovar.engine.KernelTime;
import dev.samovar.engine.LoadListener;
import dev.samovar.engine.Loaded;
import dev.samovar.engine.Step;
import dev.samovar.engine.StepResult;
import dev.samovar.kernels.KernelSource;
import dev.samovar.program.Program;
import dev.samovar.webgpu.browser.BrowserGpu;
import dev.samovar.webgpu.device.Settings;
import dev.samovar.webgpu.device.WebGpuDevice;
import dev.samovar.webgpu.tuning.ScheduleNotes;
import dev.samovar.weights.Weights;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.browser.Performance;

/** The browser's GPU as a device that outlives it: what is loaded after a release gets a GPU asked for anew. */
final class BrowserDevice implements Device {
    private final KernelSource kernels;
    private final Settings settings;
    private final ScheduleNotes notes;
    private final HostTime host;
    private @Nullable WebGpuDevice device;

    /**
     * @param gpu for the first load
     * @param host told of steps and waiting
     */
    BrowserDevice(BrowserGpu gpu, KernelSource kernels, Settings settings, ScheduleNotes notes, HostTime host) {
        this.kernels = kernels;
        this.settings = settings;
        this.notes = notes;
        this.host = host;
        this.device = new WebGpuDevice(gpu, kernels, settings, notes);
    }

    @Override
    public Loaded load(Program program, Weights weights, DeviceOptions options, LoadListener listener) {
        if (device == null) {
            device = new WebGpuDevice(BrowserGpu.open(), kernels, settings, notes);
        }
        return device.load(program, weights, options, listener);
    }

    @Override
    public void submit(Step step) {
        device().submit(step);
        host.submitted();
    }

    @Override
    public List<StepResult> arrived() {
        double then = Performance.now();
        List<StepResult> results = device().arrived();
        host.waitedSince(then);
        return results;
    }

    @Override
    public List<KernelTime> profile(Step step) {
        return device().profile(step);
    }

    @Override
    public void release() {
        if (device != null) {
            WebGpuDevice released = device;
            device = null;
            released.release();
        }
    }

    private WebGpuDevice device() {
        if (device == null) {
            throw new IllegalStateException("no model is loaded");
        }
        return device;
    }
}

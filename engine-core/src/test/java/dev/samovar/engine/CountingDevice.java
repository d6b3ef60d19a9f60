package dev.samovar.engine;

import dev.samovar.program.Program;
import dev.samovar.weights.Weights;
import java.util.List;

/** Passes everything on to a device, counts rows and loads, and fails when told to. */
final class CountingDevice implements Device {
    private final Device device;
    int rows;
    int loads;
    /** Steps until one fails; negative for never. */
    int failIn = -1;
    /** The load that fails, counted from 1; 0 for none. */
    int failLoad;
    /** What happens while the model is loaded. */
    Runnable meanwhile = () -> {};

    CountingDevice(Device device) {
        this.device = device;
    }

    @Override
    public Loaded load(Program program, Weights weights, DeviceOptions options, LoadListener listener) {
        loads++;
        meanwhile.run();
        if (loads == failLoad) {
            throw new IllegalStateException("no device");
        }
        return device.load(program, weights, options, listener);
    }

    @Override
    public void submit(Step step) {
        rows += step.batch().rows();
        device.submit(step);
    }

    @Override
    public List<StepResult> arrived() {
        if (failIn >= 0 && failIn-- == 0) {
            throw new IllegalStateException("device lost");
        }
        return device.arrived();
    }

    @Override
    public List<KernelTime> profile(Step step) {
        return device.profile(step);
    }

    @Override
    public void release() {
        device.release();
    }
}

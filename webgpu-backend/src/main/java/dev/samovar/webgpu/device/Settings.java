package dev.samovar.webgpu.device;

import dev.samovar.kernels.CacheType;
import dev.samovar.webgpu.Adapter;
import dev.samovar.webgpu.lowering.Schedules;

/**
 * What a device chooses for its adapter.
 *
 * @param maxRows rows of the largest step
 * @param tileRows rows of one sequence that attention takes together in prefill
 * @param stepsInFlight steps outstanding at a time: the GPU runs one while the host prepares the next
 */
public record Settings(int maxRows, int tileRows, int stepsInFlight, CacheType cache, Schedules schedules) {

    /** The defaults for an adapter. */
    public static Settings of(Adapter adapter) {
        return isSoftware(adapter) ? software(adapter) : gpu(adapter, CacheType.F16);
    }

    /** The same with keys and values kept otherwise. */
    public Settings with(CacheType other) {
        return new Settings(maxRows, tileRows, stepsInFlight, other, schedules);
    }

    /** The same with activations in eight bits in prefill, where the adapter's kernels can multiply them. */
    public Settings withInt8Activations(Adapter adapter) {
        return adapter.features().packedIntegers()
                ? new Settings(maxRows, tileRows, stepsInFlight, cache, new Int8Schedules(schedules))
                : this;
    }

    /** Small steps, so that the page hears of progress; everything in floats, so that nothing is lost. */
    private static Settings software(Adapter adapter) {
        return new Settings(
                64,
                8,
                2,
                CacheType.F32,
                new SoftwareSchedules(adapter.features().subgroups()));
    }

    /** For adapters that are GPUs. */
    static Settings gpu(Adapter adapter, CacheType cache) {
        var schedules = new GpuSchedules(adapter);
        return new Settings(512, schedules.tileRows(), 6, cache, schedules);
    }

    /** Chromium's SwiftShader calls itself Google's; Mesa's lavapipe runs on llvmpipe. */
    private static boolean isSoftware(Adapter adapter) {
        return adapter.vendor().equals("google")
                || adapter.architecture().equals("swiftshader")
                || adapter.description().contains("SwiftShader")
                || adapter.description().contains("llvmpipe");
    }
}

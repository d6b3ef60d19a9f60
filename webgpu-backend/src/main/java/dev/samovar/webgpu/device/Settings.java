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
        return new Settings(64, 8, 2, CacheType.F32, new SoftwareSchedules());
    }
}

package dev.samovar.webgpu.device;

import dev.samovar.kernels.CacheType;
import dev.samovar.webgpu.Adapter;
import dev.samovar.webgpu.lowering.Schedules;

/**
 * What a device chooses for its adapter.
 *
 * @param maxRows rows of the largest step
 * @param tileRows rows of one sequence that attention takes together in prefill
 */
public record Settings(int maxRows, int tileRows, CacheType cache, Schedules schedules) {

    /** The defaults for an adapter. */
    public static Settings of(Adapter adapter) {
        return new Settings(64, 8, CacheType.F32, new SoftwareSchedules());
    }
}

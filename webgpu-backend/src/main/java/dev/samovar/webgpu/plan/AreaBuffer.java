package dev.samovar.webgpu.plan;

import dev.samovar.webgpu.Slabs;
import dev.samovar.webgpu.lowering.Area;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** A buffer that areas share: some side by side, those whose lives do not meet in the same place. */
final class AreaBuffer {
    private final List<Tenant> tenants = new ArrayList<>(); // by offset
    private long bytes;

    private record Tenant(AreaLife life, long offset) {
        long end() {
            return offset + life.bytes();
        }
    }

    long bytes() {
        return bytes;
    }

    /** Whether no launch reads some area in here while it writes this one, or the other way round. */
    boolean takes(AreaLife life) {
        return tenants.stream().noneMatch(tenant -> life.opponents().contains(tenant.life.area()));
    }

    /** How many launches bind this buffer only for this area. */
    int newBindings(AreaLife life) {
        int count = 0;
        for (Set<Area> companions : life.companions()) {
            if (tenants.stream().noneMatch(tenant -> companions.contains(tenant.life.area()))) {
                count++;
            }
        }
        return count;
    }

    /** The first place where it meets nothing. */
    long offset(AreaLife life) {
        long offset = 0;
        for (Tenant tenant : tenants) {
            if (tenant.life.meets(life)) {
                if (offset + life.bytes() <= tenant.offset) {
                    break;
                }
                offset = Math.max(offset, Slabs.aligned(tenant.end()));
            }
        }
        return offset;
    }

    void add(AreaLife life, long offset) {
        tenants.add(new Tenant(life, offset));
        tenants.sort(Comparator.comparingLong(Tenant::offset));
        bytes = Math.max(bytes, offset + life.bytes());
    }
}

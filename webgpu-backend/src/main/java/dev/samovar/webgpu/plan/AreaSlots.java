package dev.samovar.webgpu.plan;

import dev.samovar.webgpu.lowering.Area;
import dev.samovar.webgpu.lowering.Launch;
import dev.samovar.webgpu.lowering.Operand;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Which areas may share a buffer: those whose lives, from the first launch that binds them to the last, do not meet.
 *
 * @param slots the slot of each area
 * @param bytes size of each slot
 */
record AreaSlots(Map<Area, Integer> slots, List<Long> bytes) {

    /**
     * @param kept areas that are read after the last launch
     * @param size bytes of an area
     */
    static AreaSlots assign(List<Launch> launches, Set<Area> kept, ToLongFunction<Area> size) {
        Map<Area, Integer> lastUse = new HashMap<>();
        for (int i = 0; i < launches.size(); i++) {
            for (Area area : areas(launches.get(i))) {
                lastUse.put(area, kept.contains(area) ? Integer.MAX_VALUE : i);
            }
        }
        Map<Area, Integer> slots = new HashMap<>();
        List<Long> bytes = new ArrayList<>();
        Deque<Integer> free = new ArrayDeque<>();
        for (int i = 0; i < launches.size(); i++) {
            Set<Area> used = areas(launches.get(i));
            for (Area area : used) {
                if (!slots.containsKey(area)) {
                    long needed = size.applyAsLong(area);
                    int slot = take(free, bytes, needed);
                    bytes.set(slot, Math.max(bytes.get(slot), needed));
                    slots.put(area, slot);
                }
            }
            for (Area area : used) {
                if (lastUse.getOrDefault(area, i) == i) {
                    free.add(Objects.requireNonNull(slots.get(area)));
                }
            }
        }
        return new AreaSlots(slots, bytes);
    }

    /** The free slot that wastes or grows least, or a new one. */
    private static int take(Deque<Integer> free, List<Long> bytes, long needed) {
        if (free.isEmpty()) {
            bytes.add(0L);
            return bytes.size() - 1;
        }
        int best = free.getFirst();
        for (int slot : free) {
            if (Math.abs(bytes.get(slot) - needed) < Math.abs(bytes.get(best) - needed)) {
                best = slot;
            }
        }
        free.removeFirstOccurrence(best);
        return best;
    }

    private static Set<Area> areas(Launch launch) {
        Set<Area> areas = new HashSet<>();
        for (Operand operand : launch.operands()) {
            if (operand instanceof Operand.Activations activations) {
                areas.add(activations.area());
            }
        }
        return areas;
    }
}

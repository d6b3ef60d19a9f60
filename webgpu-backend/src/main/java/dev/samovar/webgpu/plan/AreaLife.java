package dev.samovar.webgpu.plan;

import dev.samovar.webgpu.lowering.Area;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * When an area is in use, and what with.
 *
 * @param first the first launch that binds it
 * @param last the last one
 * @param companions for each launch that binds it, the areas bound as it is, to read or to write, itself among them
 * @param opponents areas that some launch reads while it writes this one, or the other way round
 */
record AreaLife(Area area, long bytes, int first, int last, List<Set<Area>> companions, Set<Area> opponents) {

    /** All areas, in the order in which they are first bound; {@code kept} ones live on after the last launch. */
    static List<AreaLife> of(List<AreaUse> launches, Set<Area> kept, ToLongFunction<Area> size) {
        Map<Area, AreaLife> lives = new LinkedHashMap<>();
        for (int i = 0; i < launches.size(); i++) {
            AreaUse use = launches.get(i);
            bind(lives, i, use.read(), use.written(), size);
            bind(lives, i, use.written(), use.read(), size);
        }
        List<AreaLife> all = new ArrayList<>();
        for (AreaLife life : lives.values()) {
            all.add(kept.contains(life.area) ? life.until(Integer.MAX_VALUE) : life);
        }
        return all;
    }

    private static void bind(
            Map<Area, AreaLife> lives, int launch, Set<Area> areas, Set<Area> opponents, ToLongFunction<Area> size) {
        for (Area area : areas) {
            if (!lives.containsKey(area)) {
                lives.put(
                        area,
                        new AreaLife(area, size.applyAsLong(area), launch, launch, new ArrayList<>(), new HashSet<>()));
            }
            AreaLife life = Objects.requireNonNull(lives.get(area));
            life.companions.add(areas);
            life.opponents.addAll(opponents);
            lives.put(area, life.until(launch));
        }
    }

    private AreaLife until(int launch) {
        return new AreaLife(area, bytes, first, launch, companions, opponents);
    }

    boolean meets(AreaLife other) {
        return first <= other.last && other.first <= last;
    }
}

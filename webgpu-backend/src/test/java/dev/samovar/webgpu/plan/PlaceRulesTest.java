package dev.samovar.webgpu.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.kernels.Numbers;
import dev.samovar.program.Rows;
import dev.samovar.webgpu.lowering.Area;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random launches, whose areas may lie where the rules allow. */
class PlaceRulesTest {
    @Test
    void anyLaunchesKeepTheRules() {
        var random = new Random(5);
        for (int round = 0; round < 300; round++) {
            List<Area> areas = new ArrayList<>();
            for (int i = 0; i < 2 + random.nextInt(20); i++) {
                int stride = 1 + random.nextInt(random.nextBoolean() ? 100 : 10_000);
                areas.add(new Area(i, stride, Rows.STEP, Numbers.FLOATS));
            }
            List<AreaUse> launches = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(30); i++) {
                Set<Area> read = some(areas, random, Set.of());
                launches.add(new AreaUse(read, some(areas, random, read)));
            }
            long most = 10_000L + random.nextInt(100_000);
            Set<Area> kept = some(areas, random, Set.of());
            check(launches, kept, AreaPlaces.of(launches, kept, area -> area.bytes(1), most), most);
        }
    }

    private static Set<Area> some(List<Area> areas, Random random, Set<Area> others) {
        Set<Area> some = new HashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            some.add(areas.get(random.nextInt(areas.size())));
        }
        some.removeAll(others);
        return some;
    }

    /** By following what is where, launch for launch. */
    private static void check(List<AreaUse> launches, Set<Area> kept, AreaPlaces places, long most) {
        for (AreaUse launch : launches) {
            assertTrue(
                    launch.read().stream()
                            .noneMatch(r -> launch.written().stream()
                                    .anyMatch(w -> places.spot(r).buffer()
                                            == places.spot(w).buffer())),
                    "a buffer is read and written at once");
        }
        Set<Area> all = places.spots().keySet();
        for (Area area : all) {
            var spot = places.spot(area);
            long size = places.bytes().get(spot.buffer());
            assertEquals(0, spot.offset() % 256);
            assertTrue(spot.offset() + area.bytes(1) <= size);
            boolean full = all.stream()
                    .anyMatch(other -> places.spot(other).buffer() == spot.buffer() && other.bytes(1) == size);
            assertTrue(size <= most || full, "size " + size);
        }
        Set<Area> live = new HashSet<>();
        for (int i = 0; i < launches.size(); i++) {
            live.addAll(bound(launches.get(i)));
            for (Area area : live) {
                for (Area other : live) {
                    assertTrue(area.equals(other) || apart(area, other, places), "two live areas overlap");
                }
            }
            Set<Area> later = new HashSet<>(kept);
            launches.subList(i + 1, launches.size()).forEach(launch -> later.addAll(bound(launch)));
            live.retainAll(later);
        }
    }

    private static Set<Area> bound(AreaUse launch) {
        Set<Area> bound = new HashSet<>(launch.read());
        bound.addAll(launch.written());
        return bound;
    }

    private static boolean apart(Area area, Area other, AreaPlaces places) {
        var one = places.spot(area);
        var two = places.spot(other);
        return one.buffer() != two.buffer()
                || one.offset() + area.bytes(1) <= two.offset()
                || two.offset() + other.bytes(1) <= one.offset();
    }
}

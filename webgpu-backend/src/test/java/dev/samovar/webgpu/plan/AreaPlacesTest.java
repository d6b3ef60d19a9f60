package dev.samovar.webgpu.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.bench.BenchShape;
import dev.samovar.bench.RandomWeights;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.kernels.Numbers;
import dev.samovar.model.Architectures;
import dev.samovar.program.Program;
import dev.samovar.program.Rows;
import dev.samovar.webgpu.Adapter;
import dev.samovar.webgpu.device.Settings;
import dev.samovar.webgpu.lowering.Area;
import dev.samovar.webgpu.lowering.Launch;
import dev.samovar.webgpu.lowering.Lowering;
import dev.samovar.webgpu.lowering.LoweringOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AreaPlacesTest {
    private static final long MOST = 1 << 20;

    private final Area a = area(0, 25);
    private final Area b = area(1, 100);
    private final Area c = area(2, 75);
    private final Area d = area(3, 64);

    @Test
    void whatALaunchWritesLiesSideBySideApartFromWhatItReads() {
        var places = places(List.of(new AreaUse(Set.of(a, d), Set.of(b, c))), Set.of());
        assertEquals(spot(0, 0), places.spot(b));
        assertEquals(spot(0, 512), places.spot(c), "400 bytes, and from a multiple of 256 on");
        assertEquals(spot(1, 0), places.spot(d));
        assertEquals(spot(1, 256), places.spot(a));
        assertEquals(List.of(812L, 356L), places.bytes());
    }

    @Test
    void livesThatDoNotMeetShareAPlace() {
        var chain = List.of(
                new AreaUse(Set.of(), Set.of(a)),
                new AreaUse(Set.of(a), Set.of(b)),
                new AreaUse(Set.of(b), Set.of(c)),
                new AreaUse(Set.of(c), Set.of(d)));
        var places = places(chain, Set.of());
        assertEquals(places.spot(b), places.spot(d));
        assertEquals(places.spot(a), places.spot(c));
        assertEquals(List.of(400L, 300L), places.bytes());
        assertNotEquals(
                places(chain, Set.of(a)).spot(a), places(chain, Set.of(a)).spot(c), "kept");
    }

    /** Whatever else lies in their buffers then: WebGPU's rule is of whole buffers. */
    @Test
    void oneLaunchOfManyKeepsTwoAreasApart() {
        var places = places(
                List.of(
                        new AreaUse(Set.of(), Set.of(a, b)),
                        new AreaUse(Set.of(a, b), Set.of(c)),
                        new AreaUse(Set.of(c, a), Set.of(b))),
                Set.of());
        assertNotEquals(places.spot(a).buffer(), places.spot(b).buffer());
        assertEquals(3, places.bytes().size(), "c shares with neither");
    }

    @Test
    void aFullBufferIsFollowedByAnother() {
        var use = new AreaUse(Set.of(), Set.of(b, c, d));
        var places = AreaPlaces.of(List.of(use), Set.of(), area -> area.bytes(1), 800);
        assertEquals(List.of(768L, 300L), places.bytes(), "400 and 256 together, 300 apart");
        var large = AreaPlaces.of(List.of(use), Set.of(), area -> area.bytes(1), 350);
        assertEquals(3, large.bytes().size(), "what exceeds the bound lies alone");
    }

    @Test
    void anyLaunchesKeepTheRules() {
        var random = new Random(5);
        for (int round = 0; round < 300; round++) {
            List<Area> areas = new ArrayList<>();
            for (int i = 0; i < 2 + random.nextInt(20); i++) {
                areas.add(area(i, 1 + random.nextInt(random.nextBoolean() ? 100 : 10_000)));
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

    /**
     * No choice of buffers binds fewer: each of a layer's seven launches reads one and writes another, attention's two first
     * ones write parts too, which the one that adds them up reads, and residuals close an odd circle of what lies apart.
     */
    @ParameterizedTest
    @EnumSource(value = BenchShape.class, names = "TINY", mode = EnumSource.Mode.EXCLUDE)
    void decodeBindsFewBuffers(BenchShape shape) {
        Program program = Architectures.of(shape.config()).record();
        var gpu = new Adapter(
                "a GPU",
                "",
                "",
                "",
                new Adapter.Features(true, true, 32, 32, true, true, true),
                new Adapter.Limits(1L << 32, 1L << 31, 10, 49152, 1024, 1024, 65535));
        var settings = Settings.of(gpu);
        var options = new LoweringOptions(1, 1, 64, 1L << 31, settings.cache(), settings.schedules());
        var lowering = new Lowering(RandomWeights.of(shape.modelName(), program), options);
        List<Launch> launches = lowering.lower(program).stream()
                .flatMap(stage -> stage.launches().stream())
                .toList();
        var library = new KernelLibrary();
        List<AreaUse> uses = launches.stream()
                .map(launch ->
                        AreaUse.of(launch, library.kernel(launch.kernel()).bindings()))
                .toList();

        Set<Area> logits = Set.of(lowering.place(program.logits()).area());
        var places = AreaPlaces.of(uses, logits, area -> area.bytes(8), 1L << 28);

        assertEquals(3, places.bytes().size());
        long bound = 0;
        for (AreaUse use : uses) {
            bound += bound(use).stream()
                    .map(area -> places.spot(area).buffer())
                    .distinct()
                    .count();
        }
        int layer = 7 * 2 + 2 + 1;
        int embeddingAndHead = 4;
        assertEquals(program.attentions().size() * layer + embeddingAndHead, bound);
    }

    private static AreaPlaces places(List<AreaUse> launches, Set<Area> kept) {
        return AreaPlaces.of(launches, kept, area -> area.bytes(1), MOST);
    }

    private static Area area(int id, int stride) {
        return new Area(id, stride, Rows.STEP, Numbers.FLOATS);
    }

    private static AreaPlaces.Spot spot(int buffer, long offset) {
        return new AreaPlaces.Spot(buffer, offset);
    }
}

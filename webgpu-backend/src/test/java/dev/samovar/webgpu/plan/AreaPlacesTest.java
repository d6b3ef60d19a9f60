package dev.samovar.webgpu.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.samovar.kernels.Numbers;
import dev.samovar.program.Rows;
import dev.samovar.webgpu.lowering.Area;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

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

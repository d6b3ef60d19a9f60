package dev.samovar.webgpu.plan;

import dev.samovar.webgpu.lowering.Area;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Where areas lie, so that launches bind few buffers and those whose lives do not meet share memory. No launch may read
 * from a buffer that it writes to, even in other places.
 *
 * @param bytes size of each buffer
 */
record AreaPlaces(Map<Area, Spot> spots, List<Long> bytes) {
    /** Growth that fewer bindings are worth: in decode nearly any, in prefill, where a dispatch takes long, none. */
    private static final long CHEAP = 1 << 18;

    /** Where an area lies: in which buffer, from which byte on. */
    record Spot(int buffer, long offset) {}

    /** A choice for an area. */
    private record Candidate(int buffer, long offset, long growth, int newBindings) {
        static final Comparator<Candidate> BEST = Comparator.<Candidate>comparingLong(c -> c.growth / CHEAP)
                .thenComparingInt(Candidate::newBindings)
                .thenComparingLong(Candidate::growth);
    }

    /**
     * @param kept areas that are read after the last launch
     * @param size bytes of an area
     * @param most bytes of a buffer that is shared
     */
    static AreaPlaces of(List<AreaUse> launches, Set<Area> kept, ToLongFunction<Area> size, long most) {
        List<AreaLife> lives = AreaLife.of(launches, kept, size);
        lives.sort(Comparator.comparingLong(AreaLife::bytes).reversed()); // the small fit beside the large
        List<AreaBuffer> buffers = new ArrayList<>();
        Map<Area, Spot> spots = new HashMap<>();
        for (AreaLife life : lives) {
            Candidate best = best(life, buffers, most);
            if (best.buffer == buffers.size()) {
                buffers.add(new AreaBuffer());
            }
            buffers.get(best.buffer).add(life, best.offset);
            spots.put(life.area(), new Spot(best.buffer, best.offset));
        }
        return new AreaPlaces(spots, buffers.stream().map(AreaBuffer::bytes).toList());
    }

    /** Of equals the last buffer: it began with a smaller area, so less of a gap in it is wasted. */
    private static Candidate best(AreaLife life, List<AreaBuffer> buffers, long most) {
        var best =
                new Candidate(buffers.size(), 0, life.bytes(), life.companions().size());
        for (int i = 0; i < buffers.size(); i++) {
            AreaBuffer buffer = buffers.get(i);
            long offset = buffer.offset(life);
            long end = offset + life.bytes();
            if (buffer.takes(life) && end <= Math.max(most, buffer.bytes())) {
                var candidate = new Candidate(i, offset, Math.max(0, end - buffer.bytes()), buffer.newBindings(life));
                best = Candidate.BEST.compare(candidate, best) <= 0 ? candidate : best;
            }
        }
        return best;
    }

    Spot spot(Area area) {
        return Objects.requireNonNull(spots.get(area), "no launch binds this area");
    }
}

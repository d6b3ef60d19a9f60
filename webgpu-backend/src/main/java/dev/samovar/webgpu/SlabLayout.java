package dev.samovar.webgpu;

import java.util.ArrayList;
import java.util.List;

/**
 * Where parts lie in buffers of bounded size, in their order; a part beyond the bound has a buffer of its own. Buffers end
 * with their last part, so that only alignment is lost.
 *
 * @param spots one for each part
 * @param bytes of the buffers
 */
record SlabLayout(List<Spot> spots, List<Long> bytes) {
    /** Where a part lies: in which buffer, from which byte on. */
    record Spot(int slab, long offset) {}

    static SlabLayout of(List<Long> sizes, long most) {
        List<Spot> spots = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        int open = -1; // the slab that is being filled
        for (long size : sizes) {
            long start = open < 0 ? 0 : Slabs.aligned(ends.get(open));
            if (size > most) {
                spots.add(new Spot(ends.size(), 0));
                ends.add(size);
            } else if (open < 0 || start + size > most) {
                open = ends.size();
                spots.add(new Spot(open, 0));
                ends.add(size);
            } else {
                spots.add(new Spot(open, start));
                ends.set(open, start + size);
            }
        }
        return new SlabLayout(spots, ends);
    }

    /** Numbers of the parts in a buffer. */
    List<Integer> parts(int slab) {
        List<Integer> parts = new ArrayList<>();
        for (int part = 0; part < spots.size(); part++) {
            if (spots.get(part).slab() == slab) {
                parts.add(part);
            }
        }
        return parts;
    }
}

package dev.samovar.webgpu.device;

import java.util.List;

/**
 * How decode attends over a context that is not split.
 *
 * @param teams subgroups of a workgroup
 * @param shares of a head's values, each with a workgroup of its own
 */
record ShortContexts(int teams, int shares) {
    /** What may be fastest; as many teams as 640 positions have pages first. */
    static final List<ShortContexts> CANDIDATES = List.of(
            new ShortContexts(20, 1),
            new ShortContexts(16, 1),
            new ShortContexts(16, 2),
            new ShortContexts(20, 2),
            new ShortContexts(24, 2),
            new ShortContexts(20, 4));
}

package dev.samovar.webgpu;

import java.util.ArrayList;
import java.util.List;

/**
 * Memory for much that lives long, in few buffers: for each dispatch a browser's GPU process pays about a microsecond for
 * every buffer that this one binds and the others of a step do not, more than for the dispatch itself.
 */
public final class Slabs {
    /** Every WebGPU device makes buffers of this size, and phones sooner find several such than all in one piece. */
    private static final long MOST = 256L << 20;

    /** WebGPU's default for minStorageBufferOffsetAlignment, which no adapter exceeds. */
    private static final int ALIGNMENT = 256;

    private Slabs() {}

    /** What needs a range. */
    public record Part(String label, long bytes) {}

    /** Zeroed ranges for the parts, in their order. Suspends; too little memory is an error. */
    public static List<BufferRange> allocate(Gpu gpu, List<Part> parts) {
        var layout = SlabLayout.of(
                parts.stream().map(Part::bytes).toList(), most(gpu.adapter().limits()));
        List<GpuBuffer> buffers = new ArrayList<>();
        for (int slab = 0; slab < layout.bytes().size(); slab++) {
            buffers.add(
                    gpu.buffer(label(parts, layout.parts(slab)), layout.bytes().get(slab)));
        }
        List<BufferRange> ranges = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            var spot = layout.spots().get(part);
            ranges.add(buffers.get(spot.slab())
                    .range(spot.offset(), parts.get(part).bytes()));
        }
        return ranges;
    }

    /** Bytes of a buffer that is shared. What is too large to be bound shares none: it is refused by its own name. */
    public static long most(Adapter.Limits limits) {
        return Math.min(MOST, Math.min(limits.maxBufferSize(), limits.maxStorageBufferBindingSize()));
    }

    /** Where the next part may begin. */
    public static long aligned(long end) {
        return (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private static String label(List<Part> parts, List<Integer> inside) {
        String first = parts.get(inside.get(0)).label();
        return inside.size() == 1 ? first : first + " and " + (inside.size() - 1) + " more";
    }
}

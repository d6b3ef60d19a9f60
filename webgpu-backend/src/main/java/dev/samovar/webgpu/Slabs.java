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

    private Slabs() {}

    /** What needs a range. */
    public record Part(String label, long bytes) {}

    /** Zeroed ranges for the parts, in their order. Suspends; too little memory is an error. */
    public static List<BufferRange> allocate(Gpu gpu, List<Part> parts) {
        var limits = gpu.adapter().limits();
        // What is too large to be bound is refused by its own name, so it may share no buffer.
        long most = Math.min(MOST, Math.min(limits.maxBufferSize(), limits.maxStorageBufferBindingSize()));
        var layout = SlabLayout.of(parts.stream().map(Part::bytes).toList(), most);
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

    private static String label(List<Part> parts, List<Integer> inside) {
        String first = parts.get(inside.get(0)).label();
        return inside.size() == 1 ? first : first + " and " + (inside.size() - 1) + " more";
    }
}

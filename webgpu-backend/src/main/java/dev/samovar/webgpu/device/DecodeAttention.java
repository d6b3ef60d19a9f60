package dev.samovar.webgpu.device;

import java.util.List;

/**
 * What a workgroup of attention in decode is.
 *
 * @param teams subgroups of a workgroup
 * @param shares of a head's values, each with a workgroup of its own
 * @param manyChunks whether as many chunks of a key or value as kernels can are asked for together
 * @param parts that a context's splits leave to the next projection; 1: nothing is left to it
 */
record DecodeAttention(int teams, int shares, boolean manyChunks, int parts) {
    /** What may be fastest; as many teams as 640 positions have pages first. */
    static final List<DecodeAttention> CANDIDATES = List.of(
            new DecodeAttention(5, 1, true, 4),
            new DecodeAttention(10, 1, true, 2),
            new DecodeAttention(8, 1, true, 4),
            new DecodeAttention(3, 1, true, 8),
            new DecodeAttention(20, 1, false, 1),
            new DecodeAttention(16, 1, false, 1),
            new DecodeAttention(20, 4, false, 1));

    /** The same positions at once where the next projection adds up nothing. */
    DecodeAttention whole() {
        return parts == 1 ? this : new DecodeAttention(Math.min(20, teams * parts), shares, false, 1);
    }
}

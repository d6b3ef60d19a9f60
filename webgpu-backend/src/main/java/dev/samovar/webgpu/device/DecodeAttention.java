package dev.samovar.webgpu.device;

import java.util.List;

/**
 * What a workgroup of attention in decode is.
 *
 * @param teams subgroups of a workgroup
 * @param shares of a head's values, each with a workgroup of its own
 * @param manyChunks whether as many chunks of a key or value as kernels can are asked for together
 */
record DecodeAttention(int teams, int shares, boolean manyChunks) {
    /** What may be fastest; as many teams as 640 positions have pages first. */
    static final List<DecodeAttention> CANDIDATES = List.of(
            new DecodeAttention(20, 1, false),
            new DecodeAttention(16, 1, false),
            new DecodeAttention(16, 2, false),
            new DecodeAttention(20, 2, false),
            new DecodeAttention(20, 4, false));
}

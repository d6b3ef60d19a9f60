package dev.samovar.webgpu.device;

import java.util.List;

/**
 * What a workgroup of attention in decode is.
 *
 * @param teams subgroups of a workgroup
 * @param heads the most query heads that share a read
 * @param shares of a head's values, each with a workgroup of its own
 * @param manyChunks whether as many chunks of a key or value as kernels can are asked for together
 * @param parts that a context's splits leave to the next projection; 1: nothing is left to it
 */
record DecodeAttention(int teams, int heads, int shares, boolean manyChunks, int parts) {
    /** What may be fastest with short contexts; as many positions at once as 640 first. */
    static final List<DecodeAttention> SHORT = List.of(
            new DecodeAttention(5, 1, 1, true, 4),
            new DecodeAttention(5, 1, 2, true, 4),
            new DecodeAttention(10, 1, 1, true, 2),
            new DecodeAttention(8, 1, 1, true, 4),
            new DecodeAttention(3, 1, 1, true, 8),
            new DecodeAttention(20, 1, 1, false, 1),
            new DecodeAttention(20, 1, 4, false, 1));

    /** And with long ones: few threads leave each the registers that many chunks take. */
    static final List<DecodeAttention> LONG = List.of(
            new DecodeAttention(9, 1, 1, true, 8),
            new DecodeAttention(12, 1, 1, true, 4),
            new DecodeAttention(4, 2, 1, true, 1));

    /** Distinguishes it from the others. */
    String name() {
        return teams + " subgroups, " + shares + " shares, " + parts + " parts";
    }

    /** The same, or another of these, where the next projection adds up nothing. */
    DecodeAttention orWhole(boolean inParts, List<DecodeAttention> others) {
        return inParts || parts == 1
                ? this
                : others.stream().filter(other -> other.parts == 1).findFirst().orElseThrow();
    }
}

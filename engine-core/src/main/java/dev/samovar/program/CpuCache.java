package dev.samovar.program;

import java.util.List;

/** Keys and values of all layers, [slot][kvHeads · headDim] each; which slots a sequence owns, its page table says. */
final class CpuCache {
    private final List<float[]> keys;
    private final List<float[]> values;

    CpuCache(Program program, int pages) {
        keys = allocate(program, pages);
        values = allocate(program, pages);
    }

    private static List<float[]> allocate(Program program, int pages) {
        return program.attentions().stream()
                .map(a -> new float[pages * Batch.PAGE * a.k().width()])
                .toList();
    }

    float[] keys(int layer) {
        return keys.get(layer);
    }

    float[] values(int layer) {
        return values.get(layer);
    }
}

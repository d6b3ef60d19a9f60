package dev.samovar.tokenizer.normalize;

import dev.samovar.tokenizer.table.LongTable;
import dev.samovar.tokenizer.unicode.CodePoints;

/** {@link NormalizationData} unpacked for look-up. Hangul syllables are left to arithmetic. */
final class NormalizationTables {
    private static final int CODE_POINT_BITS = 21;
    private static final int LONGEST_CANONICAL = 4;

    private final CodePoints pool = new CodePoints(16_384);
    private final CodePoints composed = new CodePoints(1_000); // what canonical composition makes again
    private final LongTable canonical = new LongTable(2_100); // code point to start << 8 | length in the pool
    private final LongTable compatible = new LongTable(3_700);
    private final LongTable composites = new LongTable(1_000); // first << 21 | second to code point
    private final LongTable classes = new LongTable(1_000);

    NormalizationTables() {
        decompositions(NormalizationData.CANONICAL, canonical);
        for (int length = 2; length <= LONGEST_CANONICAL; length++) {
            composites(length);
        }
        decompositions(NormalizationData.COMPATIBLE, compatible);
        var in = new PackedNumbers(NormalizationData.CLASSES);
        for (int next = 0; in.hasMore(); ) {
            int start = next + in.number();
            next = start + in.number();
            int combiningClass = in.number();
            for (int c = start; c < next; c++) {
                classes.put(c, combiningClass);
            }
        }
    }

    /** The canonical combining class; 0 for what does not reorder. */
    int combiningClass(int codePoint) {
        return (int) Math.max(0, classes.get(codePoint));
    }

    /** The composite of two code points, or -1. */
    int compose(int first, int second) {
        return (int) composites.get(pair(first, second));
    }

    /** Appends the full decomposition. */
    void decompose(int codePoint, boolean compatibly, CodePoints out) {
        long place = compatibly ? compatible.get(codePoint) : LongTable.ABSENT;
        if (place == LongTable.ABSENT) {
            place = canonical.get(codePoint);
        }
        if (place == LongTable.ABSENT) {
            out.add(codePoint);
        } else {
            int start = (int) (place >> 8);
            out.add(pool.items(), start, start + (int) (place & 0xFF));
        }
    }

    private void decompositions(String packed, LongTable table) {
        var in = new PackedNumbers(packed);
        int codePoint = 0;
        int previous = 0;
        while (in.hasMore()) {
            codePoint += in.number();
            int header = in.number();
            int start = pool.size();
            for (int i = 0; i < header / 2; i++) {
                previous += in.signed();
                pool.add(previous);
            }
            table.put(codePoint, (long) start << 8 | header / 2);
            if (header % 2 == 1) {
                composed.add(codePoint);
            }
        }
    }

    /**
     * Enters the composites whose full decomposition has this length. A composite's pair is the last code point of that
     * and what composes from those before, so the shorter ones must have been entered.
     */
    private void composites(int length) {
        for (int i = 0; i < composed.size(); i++) {
            long place = canonical.get(composed.get(i));
            int start = (int) (place >> 8);
            if ((place & 0xFF) == length) {
                int first = pool.get(start);
                for (int at = start + 1; at < start + length - 1; at++) {
                    first = compose(first, pool.get(at));
                }
                composites.put(pair(first, pool.get(start + length - 1)), composed.get(i));
            }
        }
    }

    private static long pair(int first, int second) {
        return (long) first << CODE_POINT_BITS | second;
    }
}

package dev.samovar.tokenizer.unicode;

import java.util.Arrays;

/** An immutable set of code points: sorted ranges, and a bitmap of the Basic Multilingual Plane for speed. */
public final class CodePointSet {
    private static final int PLANE = 0x10000;

    /** Unicode White_Space, which is what {@code \s} means. */
    public static final CodePointSet WHITE_SPACE = new Builder()
            .add('\t', '\r')
            .add(' ', ' ')
            .add(0x85, 0x85)
            .add(0xA0, 0xA0)
            .add(0x1680, 0x1680)
            .add(0x2000, 0x200A)
            .add(0x2028, 0x2029)
            .add(0x202F, 0x202F)
            .add(0x205F, 0x205F)
            .add(0x3000, 0x3000)
            .build();

    /** First and last code point of each range, in ascending order, neither touching nor overlapping. */
    private final int[] bounds;

    private final long[] plane;

    private CodePointSet(int[] bounds) {
        this.bounds = bounds;
        this.plane = new long[PLANE / 64];
        for (int i = 0; i < bounds.length; i += 2) {
            for (int c = bounds[i]; c <= Math.min(bounds[i + 1], PLANE - 1); c++) {
                plane[c >> 6] |= 1L << c;
            }
        }
    }

    public boolean contains(int codePoint) {
        if (codePoint < PLANE) {
            return (plane[codePoint >> 6] & (1L << codePoint)) != 0;
        }
        int low = 0;
        int high = bounds.length; // the answer is the parity of how many bounds (last ones plus one) lie at or below
        while (low < high) {
            int middle = (low + high) >>> 1;
            int edge = (middle & 1) == 0 ? bounds[middle] : bounds[middle] + 1;
            if (edge <= codePoint) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return (low & 1) == 1;
    }

    public boolean isEmpty() {
        return bounds.length == 0;
    }

    /** The one member, or -1 when there are none or several. */
    public int only() {
        return bounds.length == 2 && bounds[0] == bounds[1] ? bounds[0] : -1;
    }

    public CodePointSet complement() {
        var out = new Builder();
        int next = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            out.add(next, bounds[i] - 1);
            next = bounds[i + 1] + 1;
        }
        return out.add(next, Character.MAX_CODE_POINT).build();
    }

    /** Collects ranges in any order. */
    public static final class Builder {
        private long[] ranges = new long[16]; // first << 32 | last
        private int size;

        /** Adds {@code first..last}, both included; an empty range adds nothing. */
        public Builder add(int first, int last) {
            if (first <= last) {
                if (size == ranges.length) {
                    ranges = Arrays.copyOf(ranges, 2 * size);
                }
                ranges[size++] = ((long) first << 32) | last;
            }
            return this;
        }

        public Builder add(CodePointSet set) {
            for (int i = 0; i < set.bounds.length; i += 2) {
                add(set.bounds[i], set.bounds[i + 1]);
            }
            return this;
        }

        public CodePointSet build() {
            Arrays.sort(ranges, 0, size);
            int[] bounds = new int[2 * size];
            int used = 0;
            for (int i = 0; i < size; i++) {
                int first = (int) (ranges[i] >> 32);
                int last = (int) ranges[i];
                if (used > 0 && first <= bounds[used - 1] + 1) {
                    bounds[used - 1] = Math.max(bounds[used - 1], last);
                } else {
                    bounds[used++] = first;
                    bounds[used++] = last;
                }
            }
            return new CodePointSet(Arrays.copyOf(bounds, used));
        }
    }
}

package dev.samovar.template;

import java.util.ArrayList;
import java.util.List;

/** {@code start:stop:step} fitted to a length, with Python's rules for negative and absent bounds. */
record SliceRange(int start, int stop, int step) {

    static SliceRange of(Value start, Value stop, Value step, int length) {
        long by = bound(step, 1);
        if (by == 0) {
            throw TemplateException.evaluation("slice step cannot be zero");
        }
        long first = by > 0 ? 0 : length - 1L;
        long end = by > 0 ? length : -1L;
        return new SliceRange((int) clamp(start, first, length, by < 0), (int) clamp(stop, end, length, by < 0), (int)
                Math.max(-length - 1L, Math.min(length + 1L, by)));
    }

    private static long clamp(Value bound, long fallback, int length, boolean backwards) {
        if (bound instanceof Value.None) {
            return fallback;
        }
        long at = bound(bound, 0);
        long lowest = backwards ? -1 : 0;
        long highest = backwards ? length - 1L : length;
        return Math.max(lowest, Math.min(highest, at < 0 ? at + length : at));
    }

    private static long bound(Value bound, long fallback) {
        return switch (bound) {
            case Value.None ignored -> fallback;
            case Value.Int i -> Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, i.value()));
            case Value.Undefined u -> throw TemplateException.evaluation(u.reason());
            default -> throw TemplateException.evaluation("slice bounds must be integers, not " + bound.type());
        };
    }

    boolean contains(int at) {
        return step > 0 ? at < stop : at > stop;
    }

    List<Value> of(List<Value> items) {
        List<Value> slice = new ArrayList<>();
        for (int at = start; contains(at); at += step) {
            slice.add(items.get(at));
        }
        return slice;
    }
}

package dev.samovar.template;

import java.util.ArrayList;
import java.util.List;

/** Strings counted in code points, as Python counts them. */
final class CodePoints {
    private CodePoints() {}

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The code points as strings of one each. */
    static List<Value> each(String text, Budget budget) {
        budget.produce(text.length());
        List<Value> each = new ArrayList<>(text.length());
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            each.add(new Value.Str(String.valueOf(Character.toChars(text.codePointAt(at)))));
        }
        return each;
    }

    static String slice(String text, SliceRange range) {
        if (range.step() == 1 && length(text) == text.length()) {
            return text.substring(range.start(), Math.max(range.start(), range.stop()));
        }
        int[] points = text.codePoints().toArray();
        var out = new StringBuilder();
        for (int at = range.start(); range.contains(at); at += range.step()) {
            out.appendCodePoint(points[at]);
        }
        return out.toString();
    }

    /** Index in code points of an index in UTF-16 units; -1 stays -1. */
    static int index(String text, int utf16) {
        return utf16 < 0 ? -1 : text.codePointCount(0, utf16);
    }
}

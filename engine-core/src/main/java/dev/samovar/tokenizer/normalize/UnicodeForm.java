package dev.samovar.tokenizer.normalize;

import dev.samovar.tokenizer.unicode.CodePoints;
import dev.samovar.tokenizer.unicode.Span;
import java.util.Arrays;

/** The Unicode normalisation forms (UAX #15), by tables of our own: the browser's runtime has no {@code Normalizer}. */
public enum UnicodeForm implements Normalizer {
    NFC(false, true, 0x300),
    NFD(false, false, 0xC0),
    NFKC(true, true, 0xA0),
    NFKD(true, false, 0xA0);

    private final boolean compatible;
    private final boolean composed;
    /** Texts of smaller code points only are in this form already. */
    private final int firstAffected;

    UnicodeForm(boolean compatible, boolean composed, int firstAffected) {
        this.compatible = compatible;
        this.composed = composed;
        this.firstAffected = firstAffected;
    }

    /** Made when first needed: most tokenizers need none. */
    private static final class Tables {
        static final NormalizationTables INSTANCE = new NormalizationTables();
    }

    @Override
    public Span normalize(Span text) {
        if (isUnaffected(text)) {
            return text;
        }
        NormalizationTables tables = Tables.INSTANCE;
        var out = new CodePoints(text.length() + text.length() / 2);
        for (int i = text.start(); i < text.end(); i++) {
            int c = text.text()[i];
            if (Hangul.isSyllable(c)) {
                Hangul.decompose(c, out);
            } else {
                tables.decompose(c, compatible, out);
            }
        }
        reorder(out, tables);
        int end = composed ? compose(out, tables) : out.size();
        return new Span(out.items(), 0, end, text.first());
    }

    private boolean isUnaffected(Span text) {
        for (int i = text.start(); i < text.end(); i++) {
            if (text.text()[i] >= firstAffected) {
                return false;
            }
        }
        return true;
    }

    /** Sorts each run of marks by combining class, keeping the order within a class. */
    private static void reorder(CodePoints text, NormalizationTables tables) {
        int[] items = text.items();
        for (int start = 0; start < text.size(); start++) {
            int end = start;
            while (end < text.size() && tables.combiningClass(items[end]) != 0) {
                end++;
            }
            if (end - start > 1) {
                long[] keys = new long[end - start]; // class, then place
                for (int i = 0; i < keys.length; i++) {
                    keys[i] = (long) tables.combiningClass(items[start + i]) << 32 | i;
                }
                Arrays.sort(keys);
                int[] marks = Arrays.copyOfRange(items, start, end);
                for (int i = 0; i < keys.length; i++) {
                    items[start + i] = marks[(int) keys[i]];
                }
            }
            start = end;
        }
    }

    /** Composes in place and returns the new length. A mark is blocked from its starter by one of its class between. */
    private static int compose(CodePoints text, NormalizationTables tables) {
        int[] items = text.items();
        int size = 0;
        int starter = -1;
        int lastClass = 0;
        for (int i = 0; i < text.size(); i++) {
            int c = items[i];
            int combiningClass = tables.combiningClass(c);
            boolean adjacent = starter == size - 1;
            if (starter >= 0 && (adjacent || lastClass < combiningClass)) {
                int composite = pairOf(items[starter], c, tables);
                if (composite >= 0) {
                    items[starter] = composite;
                    continue;
                }
            }
            if (combiningClass == 0) {
                starter = size;
            }
            lastClass = combiningClass;
            items[size++] = c;
        }
        return size;
    }

    private static int pairOf(int first, int second, NormalizationTables tables) {
        int syllable = Hangul.compose(first, second);
        return syllable >= 0 ? syllable : tables.compose(first, second);
    }
}

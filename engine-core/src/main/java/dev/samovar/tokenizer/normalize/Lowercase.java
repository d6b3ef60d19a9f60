package dev.samovar.tokenizer.normalize;

import dev.samovar.tokenizer.table.LongTable;
import dev.samovar.tokenizer.unicode.CodePoints;
import dev.samovar.tokenizer.unicode.Span;

/**
 * Each character in lower case, whatever stands around it; by a table of our own, as platforms differ in their Unicode
 * version.
 */
public final class Lowercase implements Normalizer {
    private static final int CAPITAL_I_WITH_DOT = 0x130;

    private final LongTable lower = new LongTable(1_500);

    public Lowercase() {
        var in = new PackedNumbers(NormalizationData.LOWER_CASES);
        for (int c = 0; in.hasMore(); ) {
            c += in.number();
            lower.put(c, c + in.signed());
        }
    }

    @Override
    public Span normalize(Span text) {
        var out = new CodePoints(text.length());
        for (int i = text.start(); i < text.end(); i++) {
            int c = text.text()[i];
            if (c == CAPITAL_I_WITH_DOT) { // the one character whose lower case is two
                out.add('i').add(0x307);
            } else {
                long found = lower.get(c);
                out.add(found == LongTable.ABSENT ? c : (int) found);
            }
        }
        return Span.of(out, text.first());
    }
}

package dev.samovar.tokenizer.normalize;

import dev.samovar.tokenizer.unicode.CodePointSet;
import dev.samovar.tokenizer.unicode.CodePoints;
import dev.samovar.tokenizer.unicode.GeneralCategory;
import dev.samovar.tokenizer.unicode.Span;

/** Leaves out combining marks; composed letters keep theirs, so a decomposition usually comes before. */
public record StripAccents() implements Normalizer {
    private static final CodePointSet MARKS = GeneralCategory.named("M");

    @Override
    public Span normalize(Span text) {
        var out = new CodePoints(text.length());
        for (int i = text.start(); i < text.end(); i++) {
            if (!MARKS.contains(text.text()[i])) {
                out.add(text.text()[i]);
            }
        }
        return Span.of(out, text.first());
    }
}

package dev.samovar.tokenizer.normalize;

import dev.samovar.tokenizer.unicode.CodePoints;
import dev.samovar.tokenizer.unicode.Span;

/** Puts something before every stretch of text that is not empty. */
public record Prepend(String prefix) implements Normalizer {
    @Override
    public Span normalize(Span text) {
        if (text.isEmpty()) {
            return text;
        }
        CodePoints out = CodePoints.of(prefix).add(text.text(), text.start(), text.end());
        return Span.of(out, text.first());
    }
}

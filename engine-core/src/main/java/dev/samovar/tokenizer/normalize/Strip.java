package dev.samovar.tokenizer.normalize;

import static dev.samovar.tokenizer.unicode.CodePointSet.WHITE_SPACE;

import dev.samovar.tokenizer.unicode.Span;

/** Takes white space away from the ends. */
public record Strip(boolean left, boolean right) implements Normalizer {
    @Override
    public Span normalize(Span text) {
        int start = text.start();
        int end = text.end();
        while (left && start < end && WHITE_SPACE.contains(text.text()[start])) {
            start++;
        }
        while (right && start < end && WHITE_SPACE.contains(text.text()[end - 1])) {
            end--;
        }
        return new Span(text.text(), start, end, text.first());
    }
}

package dev.samovar.tokenizer.normalize;

import dev.samovar.tokenizer.pattern.Pattern;
import dev.samovar.tokenizer.unicode.CodePoints;
import dev.samovar.tokenizer.unicode.Span;
import dev.samovar.weights.ModelFormatException;

/** Puts {@code content}, as it stands, in place of every match. */
public record Replace(Pattern pattern, String content) implements Normalizer {
    /** Characters that a text may grow by: a few replacements of replacements would fill any memory. */
    private static final int MOST_GROWTH = 1 << 24;

    @Override
    public Span normalize(Span text) {
        CodePoints replacement = CodePoints.of(content);
        var out = new CodePoints(text.length() + 8);
        int at = text.start();
        while (at < text.end()) {
            int end = pattern.matchEnd(text.text(), at, text.end());
            if (end > at) {
                out.add(replacement.items(), 0, replacement.size());
                if (out.size() > text.length() + MOST_GROWTH) {
                    throw new ModelFormatException("a Replace of the tokenizer makes a text more than " + MOST_GROWTH
                            + " characters longer; use the model's own tokenizer file");
                }
                at = end;
            } else {
                out.add(text.text()[at++]);
            }
        }
        return Span.of(out, text.first());
    }
}

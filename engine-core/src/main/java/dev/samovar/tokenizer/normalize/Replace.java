package dev.samovar.tokenizer.normalize;

import dev.samovar.tokenizer.pattern.Pattern;
import dev.samovar.tokenizer.unicode.CodePoints;
import dev.samovar.tokenizer.unicode.Span;

/** Puts {@code content}, as it stands, in place of every match. */
public record Replace(Pattern pattern, String content) implements Normalizer {
    @Override
    public Span normalize(Span text) {
        CodePoints replacement = CodePoints.of(content);
        var out = new CodePoints(text.length() + 8);
        int at = text.start();
        while (at < text.end()) {
            int end = pattern.matchEnd(text.text(), at, text.end());
            if (end > at) {
                out.add(replacement.items(), 0, replacement.size());
                at = end;
            } else {
                out.add(text.text()[at++]);
            }
        }
        return Span.of(out, text.first());
    }
}

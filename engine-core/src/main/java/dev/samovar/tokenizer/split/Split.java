package dev.samovar.tokenizer.split;

import dev.samovar.tokenizer.pattern.Pattern;
import dev.samovar.tokenizer.unicode.Span;
import java.util.function.Consumer;

/**
 * Cuts where a pattern matches.
 *
 * @param inverted the separators are what does not match
 */
public record Split(Pattern pattern, SplitBehavior behavior, boolean inverted) implements PreTokenizer {

    /** Both the matches and what lies between them are words. */
    public static Split isolated(String pattern) {
        return new Split(Pattern.compile(pattern), SplitBehavior.ISOLATED, false);
    }

    @Override
    public void split(Span text, Consumer<Span> words) {
        var pieces = new Pieces(text, behavior, words);
        int gap = text.start(); // where the text not yet handed on begins
        int at = gap;
        while (at < text.end()) {
            int matchEnd = pattern.matchEnd(text.text(), at, text.end());
            if (matchEnd == Pattern.NO_MATCH) {
                at++;
                continue;
            }
            pieces.add(gap, at, inverted);
            pieces.add(at, matchEnd, !inverted);
            gap = matchEnd;
            at = Math.max(matchEnd, at + 1);
        }
        pieces.add(gap, text.end(), inverted);
        pieces.finish();
    }
}

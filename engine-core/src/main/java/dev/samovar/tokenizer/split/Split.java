package dev.samovar.tokenizer.split;

import dev.samovar.tokenizer.pattern.Pattern;
import dev.samovar.tokenizer.unicode.Span;
import java.util.function.Consumer;

/** Cuts where a pattern matches; both the matches and what lies between them are words. */
public record Split(Pattern pattern) implements PreTokenizer {

    @Override
    public void split(Span text, Consumer<Span> words) {
        int gap = text.start(); // where the text not yet handed on begins
        int at = gap;
        while (at < text.end()) {
            int matchEnd = pattern.matchEnd(text.text(), at, text.end());
            if (matchEnd == Pattern.NO_MATCH) {
                at++;
                continue;
            }
            hand(text, gap, at, words);
            hand(text, at, matchEnd, words);
            gap = matchEnd;
            at = Math.max(matchEnd, at + 1);
        }
        hand(text, gap, text.end(), words);
    }

    private static void hand(Span text, int from, int to, Consumer<Span> words) {
        if (from < to) {
            words.accept(text.part(from, to));
        }
    }
}

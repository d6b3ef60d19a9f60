package dev.samovar.tokenizer.split;

import dev.samovar.tokenizer.unicode.CodePoints;
import dev.samovar.tokenizer.unicode.Span;
import java.util.function.Consumer;

/** Puts a space before a text that does not begin with one, so that its first word is spelled like any other. */
public record PrefixSpace() implements PreTokenizer {
    @Override
    public void split(Span text, Consumer<Span> words) {
        if (text.isEmpty() || text.text()[text.start()] == ' ') {
            words.accept(text);
        } else {
            CodePoints spaced = new CodePoints(text.length() + 1).add(' ').add(text.text(), text.start(), text.end());
            words.accept(Span.of(spaced, text.first()));
        }
    }
}

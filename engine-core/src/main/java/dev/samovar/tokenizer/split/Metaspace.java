package dev.samovar.tokenizer.split;

import dev.samovar.tokenizer.pattern.Pattern;
import dev.samovar.tokenizer.unicode.CodePoints;
import dev.samovar.tokenizer.unicode.Span;
import java.util.function.Consumer;

/**
 * Respells spaces as a visible character and may put one before the text; each begins a word.
 *
 * @param replacement the visible character, usually U+2581
 * @param splits whether the text is cut before each replacement at all
 */
public record Metaspace(int replacement, Prepend prepend, boolean splits) implements PreTokenizer {

    /** Before which stretches of text, if they do not begin with a space, one is put. */
    public enum Prepend {
        ALWAYS,
        /** Only at the beginning of the input. */
        FIRST,
        NEVER
    }

    @Override
    public void split(Span text, Consumer<Span> words) {
        var spelled = new CodePoints(text.length() + 1);
        if (isPrefixed(text)) {
            spelled.add(replacement);
        }
        for (int i = text.start(); i < text.end(); i++) {
            int c = text.text()[i];
            spelled.add(c == ' ' ? replacement : c);
        }
        Span respelled = Span.of(spelled, text.first());
        if (splits) {
            new Split(
                            Pattern.literal(new String(Character.toChars(replacement))),
                            SplitBehavior.MERGED_WITH_NEXT,
                            false)
                    .split(respelled, words);
        } else {
            words.accept(respelled);
        }
    }

    private boolean isPrefixed(Span text) {
        boolean wanted = switch (prepend) {
            case ALWAYS -> true;
            case FIRST -> text.first();
            case NEVER -> false;
        };
        return wanted
                && !text.isEmpty()
                && text.text()[text.start()] != ' '
                && text.text()[text.start()] != replacement;
    }
}

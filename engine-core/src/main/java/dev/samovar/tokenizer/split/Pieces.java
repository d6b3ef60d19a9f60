package dev.samovar.tokenizer.split;

import dev.samovar.tokenizer.unicode.Span;
import java.util.function.Consumer;

/** Joins separators and what lies between them into words, as a {@link SplitBehavior} says. */
final class Pieces {
    private final Span text;
    private final SplitBehavior behavior;
    private final Consumer<Span> words;

    /** The word being made: {@code [start, end)}, and whether the last thing in it is a separator. */
    private int start;

    private int end;
    private boolean lastIsSeparator;

    Pieces(Span text, SplitBehavior behavior, Consumer<Span> words) {
        this.text = text;
        this.behavior = behavior;
        this.words = words;
        this.start = text.start();
        this.end = start;
    }

    /** The next stretch of the text; an empty one counts as nothing. */
    void add(int from, int to, boolean separator) {
        if (from == to) {
            return;
        }
        boolean joins = switch (behavior) {
            case REMOVED, ISOLATED -> false;
            case MERGED_WITH_PREVIOUS -> separator && !lastIsSeparator;
            case MERGED_WITH_NEXT -> !separator && lastIsSeparator;
            case CONTIGUOUS -> separator == lastIsSeparator;
        };
        if (!joins) {
            finish();
            start = from;
        }
        end = behavior == SplitBehavior.REMOVED && separator ? start : to;
        lastIsSeparator = separator;
    }

    /** Hands on the word being made. */
    void finish() {
        if (start < end) {
            words.accept(text.part(start, end));
        }
        start = end;
    }
}

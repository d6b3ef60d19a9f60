package dev.samovar.tokenizer.split;

import dev.samovar.tokenizer.unicode.Span;
import java.util.List;
import java.util.function.Consumer;

/** Cuts a text into words, in order; may respell them. */
public interface PreTokenizer {

    /** Hands the words of {@code text} to {@code words} from left to right; empty ones are left out. */
    void split(Span text, Consumer<Span> words);

    /** Every word of one is cut further by the next. */
    record Sequence(List<PreTokenizer> steps) implements PreTokenizer {
        public Sequence {
            steps = List.copyOf(steps);
        }

        @Override
        public void split(Span text, Consumer<Span> words) {
            from(0, text, words);
        }

        private void from(int step, Span text, Consumer<Span> words) {
            if (step == steps.size()) {
                words.accept(text);
            } else {
                steps.get(step).split(text, word -> from(step + 1, word, words));
            }
        }
    }
}

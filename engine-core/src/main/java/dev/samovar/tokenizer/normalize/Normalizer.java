package dev.samovar.tokenizer.normalize;

import dev.samovar.tokenizer.unicode.Span;
import java.util.List;

/** Respells a stretch of text. */
public interface Normalizer {

    /** The text respelled; may be the same span. */
    Span normalize(Span text);

    /** One after another; none at all leaves the text alone. */
    record Sequence(List<Normalizer> steps) implements Normalizer {
        public Sequence {
            steps = List.copyOf(steps);
        }

        @Override
        public Span normalize(Span text) {
            Span result = text;
            for (Normalizer step : steps) {
                result = step.normalize(result);
            }
            return result;
        }
    }
}

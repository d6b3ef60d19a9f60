package dev.samovar.tokenizer.normalize;

import dev.samovar.tokenizer.unicode.CodePointSet;
import dev.samovar.tokenizer.unicode.CodePoints;
import dev.samovar.tokenizer.unicode.Span;

/** SentencePiece's clean-up for machine translation: control characters go, odd white space becomes a space. */
public record Nmt() implements Normalizer {
    private static final CodePointSet DROPPED = new CodePointSet.Builder()
            .add(1, 8)
            .add(0xB, 0xB)
            .add(0xE, 0x1F)
            .add(0x7F, 0x7F)
            .add(0x8F, 0x8F)
            .add(0x9F, 0x9F)
            .build();
    private static final CodePointSet SPACES = new CodePointSet.Builder()
            .add(0x9, 0xA)
            .add(0xC, 0xD)
            .add(0x1680, 0x1680)
            .add(0x200B, 0x200F)
            .add(0x2028, 0x2029)
            .add(0x2581, 0x2581)
            .add(0xFEFF, 0xFEFF)
            .add(0xFFFD, 0xFFFD)
            .build();

    @Override
    public Span normalize(Span text) {
        var out = new CodePoints(text.length());
        for (int i = text.start(); i < text.end(); i++) {
            int c = text.text()[i];
            if (!DROPPED.contains(c)) {
                out.add(SPACES.contains(c) ? ' ' : c);
            }
        }
        return Span.of(out, text.first());
    }
}

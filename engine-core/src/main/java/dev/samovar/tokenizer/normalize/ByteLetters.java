package dev.samovar.tokenizer.normalize;

import dev.samovar.tokenizer.unicode.ByteAlphabet;
import dev.samovar.tokenizer.unicode.Span;

/** Respells the text as the letters of its UTF-8 bytes. */
public record ByteLetters() implements Normalizer {
    @Override
    public Span normalize(Span text) {
        return ByteAlphabet.spell(text);
    }
}

package dev.samovar.tokenizer.split;

import dev.samovar.tokenizer.unicode.ByteAlphabet;
import dev.samovar.tokenizer.unicode.Span;
import java.util.function.Consumer;

/** Respells a word as the letters of its UTF-8 bytes, so that 256 characters cover every text. */
public record ByteLevel() implements PreTokenizer {
    /** GPT-2's pattern. */
    public static final String PATTERN =
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

    @Override
    public void split(Span text, Consumer<Span> words) {
        words.accept(ByteAlphabet.spell(text));
    }
}

package dev.samovar.tokenizer.split;

import dev.samovar.tokenizer.unicode.ByteAlphabet;
import dev.samovar.tokenizer.unicode.CodePoints;
import dev.samovar.tokenizer.unicode.Span;
import dev.samovar.tokenizer.unicode.Utf8;
import java.util.function.Consumer;

/** Respells a word as the letters of its UTF-8 bytes, so that 256 characters cover every text. */
public record ByteLevel() implements PreTokenizer {
    /** GPT-2's pattern. */
    public static final String PATTERN =
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

    @Override
    public void split(Span text, Consumer<Span> words) {
        var letters = new CodePoints(text.length() + 4);
        byte[] utf8 = new byte[Utf8.MAX_BYTES];
        for (int i = text.start(); i < text.end(); i++) {
            int length = Utf8.write(text.text()[i], utf8, 0);
            for (int j = 0; j < length; j++) {
                letters.add(ByteAlphabet.letter(utf8[j]));
            }
        }
        words.accept(Span.of(letters, text.first()));
    }
}

package dev.samovar.tokenizer.decode;

import dev.samovar.tokenizer.normalize.Replace;
import dev.samovar.tokenizer.unicode.CodePoints;
import dev.samovar.tokenizer.unicode.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Vocabularies spelled in ordinary characters: replacements ({@code ▁} to a space), and byte tokens {@code <0x0A>} that
 * stand for one byte each.
 */
public record PlainDecoder(List<Replace> replacements, boolean byteTokens, int leadingSpaces) implements TokenDecoder {
    public PlainDecoder {
        replacements = List.copyOf(replacements);
    }

    @Override
    public byte[] bytes(String token) {
        int value = byteTokens ? ByteToken.value(token) : -1;
        if (value >= 0) {
            return new byte[] {(byte) value};
        }
        Span text = Span.of(CodePoints.of(token), false);
        for (Replace replacement : replacements) {
            text = replacement.normalize(text);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}

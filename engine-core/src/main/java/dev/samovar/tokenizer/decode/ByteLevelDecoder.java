package dev.samovar.tokenizer.decode;

import dev.samovar.tokenizer.unicode.ByteAlphabet;
import java.nio.charset.StandardCharsets;

/** Letters of the {@link ByteAlphabet} to the bytes they stand for; a token with any other letter is plain text. */
public record ByteLevelDecoder() implements TokenDecoder {

    @Override
    public byte[] bytes(String token) {
        byte[] bytes = new byte[token.length()];
        for (int i = 0; i < bytes.length; i++) {
            int value = ByteAlphabet.value(token.charAt(i));
            if (value < 0) {
                return token.getBytes(StandardCharsets.UTF_8);
            }
            bytes[i] = (byte) value;
        }
        return bytes;
    }
}

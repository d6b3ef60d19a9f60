package dev.samovar.bench;

import dev.samovar.tokenizer.Detokenizer;
import dev.samovar.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * Token ids as their own text, {@code <17>}: random weights have no vocabulary. Text counts as the token of each of its
 * UTF-8 bytes.
 */
record NumberTokenizer(int vocabularySize) implements Tokenizer {

    @Override
    public int[] encode(String text, boolean parseSpecial) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] ids = new int[bytes.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (bytes[i] & 255) % vocabularySize;
        }
        return ids;
    }

    @Override
    public int[] prefix() {
        return new int[0];
    }

    @Override
    public OptionalInt id(String token) {
        return OptionalInt.empty();
    }

    @Override
    public String token(int id) {
        return "<" + id + ">";
    }

    @Override
    public byte[] bytes(int id) {
        return token(id).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean isSpecial(int id) {
        return false;
    }

    @Override
    public Detokenizer detokenizer(boolean showSpecial) {
        return new Detokenizer(this, showSpecial, 0);
    }
}

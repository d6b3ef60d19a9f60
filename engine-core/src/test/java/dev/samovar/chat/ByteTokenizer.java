package dev.samovar.chat;

import dev.samovar.tokenizer.Detokenizer;
import dev.samovar.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** A token for each byte, and {@code <end>}: small enough to see through, and it cuts code points. */
record ByteTokenizer() implements Tokenizer {
    static final int END = 256;
    private static final String END_TEXT = "<end>";

    @Override
    public int vocabularySize() {
        return 257;
    }

    @Override
    public int[] encode(String text, boolean parseSpecial) {
        int special = parseSpecial ? text.indexOf(END_TEXT) : -1;
        if (special >= 0) {
            var ids = java.util.stream.IntStream.builder();
            java.util.stream.IntStream.of(encode(text.substring(0, special), false))
                    .forEach(ids::add);
            ids.add(END);
            java.util.stream.IntStream.of(encode(text.substring(special + END_TEXT.length()), true))
                    .forEach(ids::add);
            return ids.build().toArray();
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] ids = new int[bytes.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = bytes[i] & 0xff;
        }
        return ids;
    }

    @Override
    public int[] prefix() {
        return new int[] {1};
    }

    @Override
    public OptionalInt id(String token) {
        return token.equals(END_TEXT) ? OptionalInt.of(END) : OptionalInt.empty();
    }

    @Override
    public String token(int id) {
        return id == END ? END_TEXT : Character.toString(id);
    }

    @Override
    public byte[] bytes(int id) {
        return id == END ? END_TEXT.getBytes(StandardCharsets.UTF_8) : new byte[] {(byte) id};
    }

    @Override
    public boolean isSpecial(int id) {
        return id == END;
    }

    @Override
    public Detokenizer detokenizer(boolean showSpecial) {
        return new Detokenizer(this, showSpecial, 0);
    }
}

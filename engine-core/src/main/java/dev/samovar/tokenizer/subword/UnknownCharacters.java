package dev.samovar.tokenizer.subword;

import dev.samovar.tokenizer.decode.ByteToken;
import dev.samovar.tokenizer.unicode.CodePoints;

/** What becomes of a character that has no token. */
public sealed interface UnknownCharacters {

    /**
     * Appends what stands for a character.
     *
     * @param utf8 holds the character in its first {@code length} bytes
     * @param afterUnknown whether the character before was given the unknown token
     * @return whether this character was given the unknown token
     */
    boolean add(byte[] utf8, int length, boolean afterUnknown, CodePoints out);

    /** It is left out. */
    record Dropped() implements UnknownCharacters {
        @Override
        public boolean add(byte[] utf8, int length, boolean afterUnknown, CodePoints out) {
            return false;
        }
    }

    /** The unknown token stands for it, or for several in a row when {@code fused}. */
    record Token(int id, boolean fused) implements UnknownCharacters {
        @Override
        public boolean add(byte[] utf8, int length, boolean afterUnknown, CodePoints out) {
            if (!afterUnknown || !fused) {
                out.add(id);
            }
            return true;
        }
    }

    /**
     * One byte token for each of its UTF-8 bytes.
     *
     * @param ids id of the token of each byte, negative where there is none
     * @param otherwise what becomes of a character when a byte of it has none
     */
    record Bytes(int[] ids, UnknownCharacters otherwise) implements UnknownCharacters {
        @Override
        public boolean add(byte[] utf8, int length, boolean afterUnknown, CodePoints out) {
            for (int i = 0; i < length; i++) {
                if (ids[utf8[i] & 0xFF] < 0) {
                    return otherwise.add(utf8, length, afterUnknown, out);
                }
            }
            for (int i = 0; i < length; i++) {
                out.add(ids[utf8[i] & 0xFF]);
            }
            return false;
        }
    }

    /** Falls back to the tokens {@code <0x00>} to {@code <0xFF>}. */
    static UnknownCharacters bytes(Vocabulary vocabulary, UnknownCharacters otherwise) {
        int[] ids = new int[256];
        for (int value = 0; value < ids.length; value++) {
            ids[value] = vocabulary.find(ByteToken.spelling(value));
        }
        return new Bytes(ids, otherwise);
    }
}

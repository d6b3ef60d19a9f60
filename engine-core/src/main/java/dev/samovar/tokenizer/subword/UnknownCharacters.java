package dev.samovar.tokenizer.subword;

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

    /** One of the 256 byte tokens {@code <0x00>} to {@code <0xFF>} for each of its UTF-8 bytes. */
    record Bytes(int[] ids) implements UnknownCharacters {
        @Override
        public boolean add(byte[] utf8, int length, boolean afterUnknown, CodePoints out) {
            for (int i = 0; i < length; i++) {
                out.add(ids[utf8[i] & 0xFF]);
            }
            return false;
        }
    }
}

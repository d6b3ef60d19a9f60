package dev.samovar.tokenizer.unicode;

import java.util.Arrays;

/**
 * GPT-2's alphabet of 256 visible characters, one for each byte: printable Latin-1 stands for itself, the rest is moved to
 * U+0100 and on. Byte-level vocabularies are spelled in it ({@code Ġ} is a space).
 */
public final class ByteAlphabet {
    private static final int[] LETTERS = letters();
    private static final int[] BYTES = bytes();

    private ByteAlphabet() {}

    /** The letter that stands for a byte. */
    public static int letter(byte value) {
        return LETTERS[value & 0xFF];
    }

    /** The byte that a letter stands for, 0 to 255, or -1 when it is no letter of this alphabet. */
    public static int value(int letter) {
        return letter < BYTES.length ? BYTES[letter] : -1;
    }

    /** The letters of the text's UTF-8. */
    public static Span spell(Span text) {
        var letters = new CodePoints(text.length() + 4);
        byte[] utf8 = new byte[Utf8.MAX_BYTES];
        for (int i = text.start(); i < text.end(); i++) {
            int length = Utf8.write(text.text()[i], utf8, 0);
            for (int j = 0; j < length; j++) {
                letters.add(letter(utf8[j]));
            }
        }
        return Span.of(letters, text.first());
    }

    private static int[] letters() {
        int[] letters = new int[256];
        int moved = 0x100;
        for (int b = 0; b < 256; b++) {
            boolean visible = (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
            letters[b] = visible ? b : moved++;
        }
        return letters;
    }

    private static int[] bytes() {
        int[] bytes = new int[0x144];
        Arrays.fill(bytes, -1);
        for (int b = 0; b < 256; b++) {
            bytes[LETTERS[b]] = b;
        }
        return bytes;
    }
}

package dev.samovar.tokenizer.normalize;

import dev.samovar.tokenizer.unicode.CodePoints;
import dev.samovar.tokenizer.unicode.Span;
import dev.samovar.tokenizer.unicode.Utf8;
import dev.samovar.tokenizer.unicode.Utf8Decoder;
import dev.samovar.weights.ModelFormatException;
import java.util.Arrays;

/**
 * SentencePiece's {@code precompiled_charsmap}: at each place the longest of its keys is replaced by that key's value. The
 * blob is the size of a double-array trie, the trie (Darts-clone, 32-bit units over bytes), then the values, each ended by a
 * zero byte.
 */
public final class CharacterMap implements Normalizer {
    private static final int UNIT_BYTES = 4;

    private final int[] units;
    private final byte[] values;

    private CharacterMap(int[] units, byte[] values) {
        this.units = units;
        this.values = values;
    }

    /** @throws ModelFormatException when the blob is shorter than it says; {@code where} names it */
    public static CharacterMap read(byte[] blob, String where) {
        long trieBytes = blob.length < UNIT_BYTES ? -1 : Integer.toUnsignedLong(unit(blob, 0));
        if (trieBytes < UNIT_BYTES || trieBytes % UNIT_BYTES != 0 || trieBytes > blob.length - UNIT_BYTES) {
            throw new ModelFormatException(where + " must begin with the size of its trie, a multiple of 4 of at most "
                    + (blob.length - UNIT_BYTES) + ", not " + trieBytes);
        }
        int[] units = new int[(int) trieBytes / UNIT_BYTES];
        for (int i = 0; i < units.length; i++) {
            units[i] = unit(blob, UNIT_BYTES * (i + 1));
        }
        return new CharacterMap(units, Arrays.copyOfRange(blob, UNIT_BYTES + (int) trieBytes, blob.length));
    }

    @Override
    public Span normalize(Span text) {
        byte[] utf8 = new byte[text.length() * Utf8.MAX_BYTES];
        int size = 0;
        for (int i = text.start(); i < text.end(); i++) {
            size = Utf8.write(text.text()[i], utf8, size);
        }
        var decoder = new Utf8Decoder();
        var out = new StringBuilder();
        for (int at = 0; at < size; ) {
            long match = longestMatch(utf8, at, size);
            int length = (int) (match >> 32);
            for (int value = (int) match; length > 0 && value < values.length && values[value] != 0; value++) {
                decoder.accept(values[value], out);
            }
            if (length == 0) {
                decoder.accept(utf8[at], out);
            }
            at += Math.max(length, 1);
        }
        decoder.flush(out);
        return Span.of(CodePoints.of(out.toString()), text.first());
    }

    /** Bytes of the longest key at {@code start} {@code << 32 |} place of its value; 0 when there is none. */
    private long longestMatch(byte[] utf8, int start, int end) {
        long longest = 0;
        int node = offset(units[0]);
        for (int at = start; at < end && utf8[at] != 0; at++) {
            node ^= utf8[at] & 0xFF;
            if (node >= units.length || label(units[node]) != (utf8[at] & 0xFF)) {
                break;
            }
            boolean isKey = (units[node] >> 8 & 1) == 1;
            node ^= offset(units[node]);
            if (isKey && node < units.length) {
                longest = (long) (at + 1 - start) << 32 | (units[node] & Integer.MAX_VALUE);
            }
        }
        return longest;
    }

    private static int label(int unit) {
        return unit & (1 << 31 | 0xFF);
    }

    private static int offset(int unit) {
        return unit >>> 10 << ((unit & 1 << 9) >> 6);
    }

    private static int unit(byte[] blob, int at) {
        return blob[at] & 0xFF | (blob[at + 1] & 0xFF) << 8 | (blob[at + 2] & 0xFF) << 16 | blob[at + 3] << 24;
    }
}

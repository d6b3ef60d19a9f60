package dev.samovar.tokenizer.subword;

import dev.samovar.weights.ModelFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects tokens in any order of ids. */
public final class VocabularyBuilder {
    /** Ids may leave gaps, but a file of few tokens must not claim a huge id and with it the memory. */
    private static final int MAX_GAPS = 1 << 20;

    private byte[] pool = new byte[1 << 12];
    private int used;
    private int[] starts = new int[1 << 8];
    private int[] ends = new int[1 << 8];
    private int size;
    private int count;

    public VocabularyBuilder put(int id, String token) {
        return put(id, token.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Adds a token; a later token of the same id replaces the earlier.
     *
     * @throws ModelFormatException when the id is negative or absurdly large for the number of tokens
     */
    public VocabularyBuilder put(int id, byte[] utf8) {
        if (id < 0 || id - count > MAX_GAPS) {
            throw new ModelFormatException("token \"" + new String(utf8, StandardCharsets.UTF_8) + "\" has the id " + id
                    + ": expected one of 0 to " + (count + MAX_GAPS));
        }
        growTo(id + 1);
        if (used + utf8.length > pool.length) {
            pool = Arrays.copyOf(pool, Math.max(2 * pool.length, used + utf8.length));
        }
        System.arraycopy(utf8, 0, pool, used, utf8.length);
        starts[id] = used;
        used += utf8.length;
        ends[id] = used;
        count++;
        return this;
    }

    public Vocabulary build() {
        return new Vocabulary(Arrays.copyOf(pool, used), Arrays.copyOf(starts, size), Arrays.copyOf(ends, size));
    }

    private void growTo(int wanted) {
        if (wanted > starts.length) {
            int capacity = Math.max(2 * starts.length, wanted);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
        }
        if (wanted > size) {
            Arrays.fill(starts, size, wanted, Vocabulary.NONE);
            size = wanted;
        }
    }
}

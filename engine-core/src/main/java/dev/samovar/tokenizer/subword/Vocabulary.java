package dev.samovar.tokenizer.subword;

import dev.samovar.tokenizer.unicode.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Tokens by id and ids by token. The tokens' UTF-8 lies in one array; ids may have gaps. */
public final class Vocabulary {
    /** No token has this text. */
    public static final int NONE = -1;

    private static final int OFFSET = 0x811C9DC5; // of FNV-1a

    private final byte[] pool;
    private final int[] starts; // [size], NONE where an id has no token
    private final int[] ends; // [size]
    private final int[] slots; // open-addressed: id + 1, or 0
    private int longest;

    Vocabulary(byte[] pool, int[] starts, int[] ends) {
        this.pool = pool;
        this.starts = starts;
        this.ends = ends;
        this.slots = new int[Integer.highestOneBit(Math.max(starts.length, 8)) * 4];
        for (int id = 0; id < starts.length; id++) {
            if (starts[id] != NONE) {
                int slot = slot(pool, starts[id], ends[id]);
                if (slots[slot] == 0) {
                    slots[slot] = id + 1;
                }
                longest = Math.max(longest, ends[id] - starts[id]);
            }
        }
    }

    /** One more than the largest id. */
    public int size() {
        return starts.length;
    }

    public boolean has(int id) {
        return id >= 0 && id < starts.length && starts[id] != NONE;
    }

    /** The token's UTF-8, as spelled in the file. */
    public byte[] utf8(int id) {
        return Arrays.copyOfRange(pool, starts[id], ends[id]);
    }

    /** The token as spelled in the file. */
    public String token(int id) {
        return new String(pool, starts[id], ends[id] - starts[id], StandardCharsets.UTF_8);
    }

    /** The id of {@code utf8[from..to)}, the smaller where two are spelled alike, or {@link #NONE}. */
    public int find(byte[] utf8, int from, int to) {
        return to - from > longest ? NONE : slots[slot(utf8, from, to)] - 1;
    }

    public int find(String token) {
        byte[] utf8 = token.getBytes(StandardCharsets.UTF_8);
        return find(utf8, 0, utf8.length);
    }

    /** The id of the token spelled {@code text[start..end)} in code points, or {@link #NONE}. */
    public int find(int[] text, int start, int end) {
        if (end - start > longest) {
            return NONE;
        }
        byte[] utf8 = new byte[(end - start) * Utf8.MAX_BYTES];
        int length = 0;
        for (int i = start; i < end; i++) {
            length = Utf8.write(text[i], utf8, length);
        }
        return find(utf8, 0, length);
    }

    /** The id of {@code left}'s text followed by {@code right}'s, the smaller where two are spelled alike, or {@link #NONE}. */
    public int find(int left, int right) {
        int middle = ends[left] - starts[left]; // of the whole; nothing is copied, since files of merges ask this most
        int hash = hash(hash(OFFSET, pool, starts[left], ends[left]), pool, starts[right], ends[right]);
        int slot = first(hash);
        while (slots[slot] != 0) {
            int id = slots[slot] - 1;
            int between = starts[id] + middle;
            if (between <= ends[id]
                    && Arrays.equals(pool, between, ends[id], pool, starts[right], ends[right])
                    && Arrays.equals(pool, starts[id], between, pool, starts[left], ends[left])) {
                return id;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return NONE;
    }

    private int slot(byte[] utf8, int from, int to) {
        int slot = first(hash(OFFSET, utf8, from, to));
        while (slots[slot] != 0 && !isSpelled(slots[slot] - 1, utf8, from, to)) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    /** FNV-1a, going on from the hash of what comes before. */
    private static int hash(int before, byte[] utf8, int from, int to) {
        int hash = before;
        for (int i = from; i < to; i++) {
            hash = (hash ^ utf8[i]) * 0x01000193;
        }
        return hash;
    }

    private int first(int hash) {
        return (hash ^ (hash >>> 15)) & (slots.length - 1);
    }

    private boolean isSpelled(int id, byte[] utf8, int from, int to) {
        return Arrays.equals(pool, starts[id], ends[id], utf8, from, to);
    }
}

package dev.samovar.tokenizer.table;

import java.util.Arrays;

/**
 * An open-addressed hash table from non-negative {@code long} keys to {@code long} values. Boxed maps are several times
 * slower and larger, above all in the browser.
 */
public final class LongTable {
    /** What {@link #get} returns for an absent key; no value may be it. */
    public static final long ABSENT = -1;

    private long[] keys;
    private long[] values;
    private int size;

    public LongTable(int expected) {
        int capacity = Integer.highestOneBit(Math.max(expected, 8)) * 4;
        keys = new long[capacity];
        values = new long[capacity];
        Arrays.fill(keys, ABSENT);
    }

    public int size() {
        return size;
    }

    public long get(long key) {
        int slot = slot(key);
        return keys[slot] == key ? values[slot] : ABSENT;
    }

    public void put(long key, long value) {
        if (size * 2 >= keys.length) {
            grow();
        }
        int slot = slot(key);
        if (keys[slot] != key) {
            keys[slot] = key;
            size++;
        }
        values[slot] = value;
    }

    /** Where the key is, or the free slot where it would go. */
    private int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L; // Fibonacci hashing: the high bits are well mixed
        int slot = (int) (mixed >>> 32) & (keys.length - 1);
        while (keys[slot] != ABSENT && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new long[keys.length];
        Arrays.fill(keys, ABSENT);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != ABSENT) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}

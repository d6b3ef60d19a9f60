package dev.samovar.tokenizer.unicode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing run of code points (or of token ids): an {@code int[]} with a size. */
public final class CodePoints {
    private int[] items;
    private int size;

    public CodePoints(int capacity) {
        items = new int[Math.max(capacity, 8)];
    }

    /** The text's code points; an unpaired surrogate becomes U+FFFD, as any conversion to UTF-8 would make it. */
    public static CodePoints of(String text) {
        var out = new CodePoints(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            out.add(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c);
        }
        return out;
    }

    /** Well-formed UTF-8; malformed parts become U+FFFD. */
    public static CodePoints ofUtf8(byte[] utf8) {
        return of(new String(utf8, StandardCharsets.UTF_8));
    }

    public int size() {
        return size;
    }

    public int get(int index) {
        return items[index];
    }

    /** The backing array, valid up to {@link #size()} until the next addition. */
    public int[] items() {
        return items;
    }

    public CodePoints add(int item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, 2 * size);
        }
        items[size++] = item;
        return this;
    }

    public CodePoints add(int[] source, int start, int end) {
        if (size + end - start > items.length) {
            items = Arrays.copyOf(items, Math.max(2 * size, size + end - start));
        }
        System.arraycopy(source, start, items, size, end - start);
        size += end - start;
        return this;
    }

    public int[] toArray() {
        return Arrays.copyOf(items, size);
    }

    @Override
    public String toString() {
        return new String(items, 0, size);
    }
}

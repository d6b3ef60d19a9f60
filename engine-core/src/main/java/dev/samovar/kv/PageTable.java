package dev.samovar.kv;

import dev.samovar.program.Batch;
import java.util.Arrays;

/** The pages of one sequence, in order: entry i holds positions 32·i to 32·i + 31. It holds each of them once. */
public final class PageTable {
    private final int mostPages;
    private int[] pages = {};

    /** @param mostPages what the cache has promised it */
    PageTable(int mostPages) {
        this.mostPages = mostPages;
    }

    /** Pages that hold {@code positions} positions. */
    static int pagesFor(int positions) {
        return (positions + Batch.PAGE - 1) / Batch.PAGE;
    }

    int size() {
        return pages.length;
    }

    /** Pages promised and not yet given. */
    int promised() {
        return mostPages - pages.length;
    }

    int page(int index) {
        return pages[index];
    }

    /** Adds a page that the caller held, and no longer does. */
    void append(int page) {
        pages = Arrays.copyOf(pages, pages.length + 1);
        pages[pages.length - 1] = page;
    }

    /** Puts a page that holds the same keys and values in place of another, which it returns. */
    int replace(int index, int page) {
        int replaced = pages[index];
        pages = pages.clone();
        pages[index] = page;
        return replaced;
    }

    /** The table as devices take it; a change makes a new array, so that steps in flight keep theirs. */
    public int[] toArray() {
        return pages;
    }
}

package dev.samovar.kv;

/** Counts the holders of every page of the cache; a page without holders is free. */
public final class PageAllocator {
    private final int[] holders;
    private final int[] free;
    private int freeCount;

    /** @param pages in the cache, all free */
    public PageAllocator(int pages) {
        holders = new int[pages];
        free = new int[pages];
        for (int page = pages - 1; page >= 0; page--) {
            free[freeCount++] = page; // page 0 is handed out first
        }
    }

    /** A free page, now with one holder. */
    int allocate() {
        if (freeCount == 0) {
            throw new IllegalStateException("all " + holders.length + " pages of the cache are in use");
        }
        int page = free[--freeCount];
        holders[page] = 1;
        return page;
    }

    /** One more holder for a page in use. */
    void retain(int page) {
        requireHeld(page);
        holders[page]++;
    }

    /** One holder less; the last one frees the page. */
    void release(int page) {
        requireHeld(page);
        if (--holders[page] == 0) {
            free[freeCount++] = page;
        }
    }

    int holders(int page) {
        return holders[page];
    }

    public int free() {
        return freeCount;
    }

    private void requireHeld(int page) {
        if (holders[page] == 0) {
            throw new IllegalStateException("page " + page + " is free");
        }
    }
}

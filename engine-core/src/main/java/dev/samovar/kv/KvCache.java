package dev.samovar.kv;

import java.util.ArrayList;
import java.util.List;

/**
 * Gives pages to sequences and keeps what they leave behind until room is needed. A sequence is promised all the pages
 * it may ever need when it opens and gets them as it grows, so it never fails half way; pages promised but not given go
 * on holding kept prefixes.
 */
public final class KvCache {
    private final PageAllocator allocator;
    private final PrefixTree prefixes;
    private final List<PageTable> open = new ArrayList<>();

    /** @param pages the device's; all free */
    public KvCache(int pages) {
        allocator = new PageAllocator(pages);
        prefixes = new PrefixTree(allocator);
    }

    /** Whether a sequence of up to {@code positions} positions can be opened now. */
    public boolean admits(int positions) {
        int promised = open.stream().mapToInt(PageTable::promised).sum();
        return PageTable.pagesFor(positions) <= allocator.free() + prefixes.evictable() - promised;
    }

    /** An empty table, promised room for {@code positions}; ask {@link #admits} first. */
    public PageTable open(int positions) {
        if (!admits(positions)) {
            throw new IllegalStateException("the cache has no room for " + positions + " positions");
        }
        var table = new PageTable(PageTable.pagesFor(positions));
        open.add(table);
        return table;
    }

    /**
     * Starts an empty table with what the cache still holds of a sequence.
     *
     * @return positions at the start of {@code tokens} that need not be computed, at most {@code end}
     */
    public int reuse(PageTable table, int[] tokens, int end) {
        return prefixes.take(tokens, end, table);
    }

    /** Makes room in the table for {@code positions}, if need be in place of prefixes long unused. */
    public void grow(PageTable table, int positions) {
        int pages = PageTable.pagesFor(positions);
        if (pages > table.size() + table.promised()) {
            throw new IllegalStateException("the sequence was promised fewer pages than the " + pages + " it asks for");
        }
        while (table.size() < pages) {
            while (allocator.free() == 0 && prefixes.evict()) {}
            table.append(allocator.allocate());
        }
    }

    /** Remembers the first {@code length} tokens, whose keys and values the table's pages hold, for later reuse. */
    public void keep(PageTable table, int[] tokens, int length) {
        prefixes.keep(tokens, length, table);
    }

    /** Gives the table's pages back; those kept stay until room is needed. */
    public void close(PageTable table) {
        if (!open.remove(table)) {
            throw new IllegalStateException("the table is not open");
        }
        for (int i = 0; i < table.size(); i++) {
            allocator.release(table.page(i));
        }
    }
}

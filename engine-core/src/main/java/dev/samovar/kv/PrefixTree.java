package dev.samovar.kv;

import dev.samovar.program.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prefixes whose keys and values are still in the cache, as a tree with a page of tokens a node. The tree holds each of
 * its pages once, besides the sequences that share them; whoever holds a page holds those above it too.
 */
final class PrefixTree {
    private final PageAllocator allocator;
    private final PrefixNode root = PrefixNode.root();
    /** All but the root, so that no walk needs recursion. */
    private final List<PrefixNode> nodes = new ArrayList<>();

    private long clock;

    PrefixTree(PageAllocator allocator) {
        this.allocator = allocator;
    }

    /**
     * Gives an empty table the pages of the longest prefix of {@code tokens[0, end)} in the tree. Full pages are shared.
     * A page that matches in part leaves the tree and is the table's alone, for it will be overwritten from there on;
     * where others share it, or it leads to longer prefixes, it stays and its part of the prefix is not given.
     *
     * @return positions whose keys and values are valid
     */
    int take(int[] tokens, int end, PageTable table) {
        PrefixNode node = root;
        int length = 0;
        while (true) {
            PrefixNode child = node.closest(tokens, length, end);
            if (child == null) {
                return length;
            }
            int common = child.common(tokens, length, end);
            if (common == Batch.PAGE) {
                allocator.retain(child.page);
                child.lastUse = ++clock;
            } else if (child.children.isEmpty() && allocator.holders(child.page) == 1) {
                remove(child);
            } else {
                return length;
            }
            table.append(child.page);
            length += common;
            if (common < Batch.PAGE) {
                return length;
            }
            node = child;
        }
    }

    /**
     * Keeps the first {@code length} tokens and the pages that hold them. Where the tree has a full page of the same
     * tokens already, the table is given that one for its own, so that a sequence holds every page above those it holds.
     */
    void keep(int[] tokens, int length, PageTable table) {
        PrefixNode node = root;
        for (int start = 0; start < length; start += Batch.PAGE) {
            int end = Math.min(length, start + Batch.PAGE);
            PrefixNode child = node.closest(tokens, start, end);
            if (child == null || child.common(tokens, start, end) < end - start) {
                int page = table.page(start / Batch.PAGE);
                allocator.retain(page);
                child = new PrefixNode(node, Arrays.copyOfRange(tokens, start, end), page);
                node.children.add(child);
                nodes.add(child);
            } else if (end - start == Batch.PAGE && child.page != table.page(start / Batch.PAGE)) {
                allocator.retain(child.page);
                allocator.release(table.replace(start / Batch.PAGE, child.page));
            }
            child.lastUse = ++clock;
            node = child;
        }
    }

    /** Pages that only the tree holds: what {@link #evict} can free, one after the other. */
    int evictable() {
        int count = 0;
        for (PrefixNode node : nodes) {
            count += allocator.holders(node.page) == 1 ? 1 : 0;
        }
        return count;
    }

    /** Forgets the least recently used end of a prefix; false when the tree holds no page alone. */
    boolean evict() {
        PrefixNode oldest = null;
        for (PrefixNode node : nodes) {
            if (node.children.isEmpty()
                    && allocator.holders(node.page) == 1
                    && (oldest == null || node.lastUse < oldest.lastUse)) {
                oldest = node;
            }
        }
        if (oldest == null) {
            return false;
        }
        remove(oldest);
        allocator.release(oldest.page);
        return true;
    }

    private void remove(PrefixNode node) {
        nodes.remove(node);
        @Nullable PrefixNode parent = node.parent;
        if (parent != null) {
            parent.children.remove(node);
        }
    }
}

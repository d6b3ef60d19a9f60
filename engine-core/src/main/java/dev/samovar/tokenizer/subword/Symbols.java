package dev.samovar.tokenizer.subword;

import dev.samovar.tokenizer.unicode.CodePoints;

/**
 * The tokens of a word while pairs of them merge: a doubly linked list over arrays, and a queue of the merges possible.
 * A word of n symbols takes O(n log n).
 */
final class Symbols {
    private static final int GONE = -1;

    private final int[] ids;
    private final int[] previous;
    private final int[] next;
    private final MergeQueue queue;
    private final Merges merges;

    Symbols(CodePoints initial, Merges merges) {
        int n = initial.size();
        this.ids = initial.toArray();
        this.previous = new int[n];
        this.next = new int[n];
        this.queue = new MergeQueue(2 * n);
        this.merges = merges;
        for (int i = 0; i < n; i++) {
            previous[i] = i - 1;
            next[i] = i + 1;
        }
        for (int i = 0; i + 1 < n; i++) {
            offer(i);
        }
    }

    /** Merges until no pair merges any more, then appends what is left. */
    void mergeInto(CodePoints out) {
        while (!queue.isEmpty()) {
            long candidate = queue.poll();
            int left = (int) candidate;
            long merge = pairAt(left);
            // Neighbours may have merged since this candidate was queued; then it is not the pair that is here now.
            if (merge != Merges.NONE && merge >> 32 == candidate >> 32) {
                apply(left, (int) merge);
            }
        }
        for (int i = 0; i < ids.length; i = next[i]) {
            out.add(ids[i]);
        }
    }

    private void apply(int left, int merged) {
        int right = next[left];
        int after = next[right];
        ids[left] = merged;
        ids[right] = GONE;
        next[left] = after;
        if (after < ids.length) {
            previous[after] = left;
            offer(left);
        }
        if (previous[left] >= 0) {
            offer(previous[left]);
        }
    }

    private void offer(int left) {
        long merge = pairAt(left);
        if (merge != Merges.NONE) {
            queue.add((merge >> 32 << 32) | left);
        }
    }

    /** The merge of the symbol at {@code left} with its neighbour to the right, if there is any. */
    private long pairAt(int left) {
        return ids[left] == GONE || next[left] == ids.length ? Merges.NONE : merges.find(ids[left], ids[next[left]]);
    }
}

package dev.samovar.kv;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a kept prefix: the tokens it holds, after those of the nodes above it. Only full pages have children. */
final class PrefixNode {
    final @Nullable PrefixNode parent;
    final int[] tokens; // [1 … 32]
    final int page;
    final List<PrefixNode> children = new ArrayList<>();
    /** When it was last kept or taken; larger is later. */
    long lastUse;

    PrefixNode(@Nullable PrefixNode parent, int[] tokens, int page) {
        this.parent = parent;
        this.tokens = tokens;
        this.page = page;
    }

    /** The empty prefix, which holds no page. */
    static PrefixNode root() {
        return new PrefixNode(null, new int[0], -1);
    }

    /** The child that shares most with {@code other[start, end)}, if any shares its first token. */
    @Nullable
    PrefixNode closest(int[] other, int start, int end) {
        PrefixNode closest = null;
        int most = 0;
        for (PrefixNode child : children) {
            int common = child.common(other, start, end);
            if (common > most) {
                most = common;
                closest = child;
            }
        }
        return closest;
    }

    /** How many tokens it has in common with {@code other[start, end)}, at most a page. */
    int common(int[] other, int start, int end) {
        int most = Math.min(tokens.length, end - start);
        int common = 0;
        while (common < most && tokens[common] == other[start + common]) {
            common++;
        }
        return common;
    }
}

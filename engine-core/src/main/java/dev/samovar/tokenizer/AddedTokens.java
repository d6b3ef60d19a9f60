package dev.samovar.tokenizer;

import static dev.samovar.tokenizer.unicode.CodePointSet.WHITE_SPACE;

import dev.samovar.tokenizer.pattern.Pattern;
import dev.samovar.tokenizer.split.Words;
import dev.samovar.tokenizer.table.LongTable;
import dev.samovar.tokenizer.unicode.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds added tokens in a text: the leftmost, and the longest of those that begin there. */
final class AddedTokens {
    private static final int ROOT = 0;
    private static final Pattern WORD = Pattern.compile(Words.CHARACTER);

    private final List<AddedToken> tokens = new ArrayList<>();
    /** A trie: {@code node << 21 | code point} to the child node. */
    private final LongTable children = new LongTable(64);
    /** The index of the token that ends at a node. */
    private final LongTable ends = new LongTable(64);

    private int nodes = 1;

    AddedTokens(List<AddedToken> added) {
        for (AddedToken token : added) {
            if (!token.content().isEmpty()) {
                insert(token);
            }
        }
    }

    private void insert(AddedToken token) {
        long node = ROOT;
        int[] codePoints = token.content().codePoints().toArray();
        for (int c : codePoints) {
            long child = children.get((node << 21) | c);
            if (child == LongTable.ABSENT) {
                child = nodes++;
                children.put((node << 21) | c, child);
            }
            node = child;
        }
        ends.put(node, tokens.size());
        tokens.add(token);
    }

    /** A token found in a text, or a stretch of text between tokens. */
    sealed interface Part {
        record Text(Span span) implements Part {}

        record Token(int id) implements Part {}
    }

    /** Hands on tokens and the stretches between them, in order. */
    void split(Span text, boolean parseSpecial, Consumer<Part> parts) {
        int gap = text.start();
        for (int at = gap; at < text.end(); ) {
            AddedToken token = longestAt(text, at);
            if (token == null) {
                at++;
                continue;
            }
            int start = at;
            int end = at + token.length();
            at = end;
            if ((token.special() && !parseSpecial) || (token.singleWord() && touchesWord(text, start, end))) {
                continue;
            }
            while (token.stripLeft() && start > gap && WHITE_SPACE.contains(text.text()[start - 1])) {
                start--;
            }
            while (token.stripRight() && end < text.end() && WHITE_SPACE.contains(text.text()[end])) {
                end++;
            }
            if (gap < start) {
                parts.accept(new Part.Text(text.part(gap, start)));
            }
            parts.accept(new Part.Token(token.id()));
            gap = end;
            at = end;
        }
        if (gap < text.end()) {
            parts.accept(new Part.Text(text.part(gap, text.end())));
        }
    }

    private @Nullable AddedToken longestAt(Span text, int start) {
        AddedToken longest = null;
        long node = ROOT;
        for (int at = start; at < text.end(); at++) {
            node = children.get((node << 21) | text.text()[at]);
            if (node == LongTable.ABSENT) {
                break;
            }
            long token = ends.get(node);
            if (token != LongTable.ABSENT) {
                longest = tokens.get((int) token);
            }
        }
        return longest;
    }

    private static boolean touchesWord(Span text, int start, int end) {
        return isWord(text, start - 1) || isWord(text, end);
    }

    private static boolean isWord(Span text, int at) {
        return at >= text.start() && WORD.matchEnd(text.text(), at, text.end()) != Pattern.NO_MATCH;
    }
}

package dev.samovar.tokenizer.subword;

import dev.samovar.tokenizer.table.LongTable;
import dev.samovar.tokenizer.unicode.CodePoints;
import java.util.function.IntPredicate;

/** Tokens by their code points, for finding all that begin at a place. */
final class TokenTrie {
    static final long ROOT = 0;

    private static final int CODE_POINT_BITS = 21;

    private final LongTable children; // node << 21 | code point to child
    private final LongTable tokens; // node to id
    private int nodes = 1;

    TokenTrie(Vocabulary vocabulary, IntPredicate wanted) {
        children = new LongTable(2 * vocabulary.size());
        tokens = new LongTable(vocabulary.size());
        for (int id = 0; id < vocabulary.size(); id++) {
            if (vocabulary.has(id) && wanted.test(id)) {
                insert(CodePoints.ofUtf8(vocabulary.utf8(id)), id);
            }
        }
    }

    /** The node that a code point leads to, or negative. */
    long child(long node, int codePoint) {
        return children.get(node << CODE_POINT_BITS | codePoint);
    }

    /** The token that ends at a node, or negative. */
    int token(long node) {
        return (int) tokens.get(node);
    }

    private void insert(CodePoints token, int id) {
        long node = ROOT;
        for (int i = 0; i < token.size(); i++) {
            long child = child(node, token.get(i));
            if (child < 0) {
                child = nodes++;
                children.put(node << CODE_POINT_BITS | token.get(i), child);
            }
            node = child;
        }
        tokens.put(node, id);
    }
}

package dev.samovar.tokenizer;

import dev.samovar.tokenizer.table.LongTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Added tokens by id and by spelling. */
final class AddedTokenTable {
    private final List<AddedToken> tokens;
    private final LongTable indexById;
    private final Map<String, Integer> idBySpelling = new HashMap<>();
    private int size;

    AddedTokenTable(List<AddedToken> tokens) {
        this.tokens = List.copyOf(tokens);
        this.indexById = new LongTable(tokens.size());
        for (int i = 0; i < tokens.size(); i++) {
            AddedToken token = tokens.get(i);
            indexById.put(token.id(), i);
            idBySpelling.put(token.content(), token.id());
            size = Math.max(size, token.id() + 1);
        }
    }

    /** One more than the largest id. */
    int size() {
        return size;
    }

    @Nullable
    AddedToken get(int id) {
        long index = id < 0 ? LongTable.ABSENT : indexById.get(id);
        return index == LongTable.ABSENT ? null : tokens.get((int) index);
    }

    /** The id, or -1. */
    int find(String spelling) {
        return idBySpelling.getOrDefault(spelling, -1);
    }
}

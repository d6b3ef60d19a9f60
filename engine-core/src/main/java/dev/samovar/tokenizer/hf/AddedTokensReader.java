package dev.samovar.tokenizer.hf;

import dev.samovar.tokenizer.AddedToken;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code added_tokens}. */
final class AddedTokensReader {
    private AddedTokensReader() {}

    static List<AddedToken> read(Section file) {
        List<AddedToken> tokens = new ArrayList<>();
        if (!file.member("added_tokens").isNull()) {
            for (Section token : file.items("added_tokens")) {
                boolean special = token.flag("special", false);
                tokens.add(new AddedToken(
                        token.integer("id"),
                        token.text("content"),
                        special,
                        token.flag("normalized", !special),
                        token.flag("single_word", false),
                        token.flag("lstrip", false),
                        token.flag("rstrip", false)));
            }
        }
        return tokens;
    }
}

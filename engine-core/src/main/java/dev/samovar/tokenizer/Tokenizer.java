package dev.samovar.tokenizer;

import java.util.OptionalInt;

/** Text to token ids and back. Immutable. */
public interface Tokenizer {

    /** One more than the largest id; a model's logits may be wider. */
    int vocabularySize();

    /**
     * The ids of a text. Nothing is added (no beginning-of-sequence token); unpaired surrogates count as U+FFFD.
     *
     * @param parseSpecial whether a special token spelled out in the text becomes that token, as in rendered chat
     *     templates, or is taken as ordinary characters, as text from strangers should be
     */
    int[] encode(String text, boolean parseSpecial);

    /** The ids that a plain prompt begins with by the file's own rules: often one beginning-of-sequence token, or none. */
    int[] prefix();

    /** The id of a token by its spelling in the file ({@code <|im_end|>}, {@code Ġthe}). */
    OptionalInt id(String token);

    /** The token's spelling in the file. */
    String token(int id);

    /**
     * The bytes that a token adds to the text, which may be part of a code point only. Special tokens give their spelling;
     * ids without a token give nothing, since models have padding rows.
     *
     * @throws IndexOutOfBoundsException when the id is negative
     */
    byte[] bytes(int id);

    /** Whether the token steers the model (begin, end, role markers) rather than being text. */
    boolean isSpecial(int id);

    /** A fresh decoder for one answer; special tokens are left out unless {@code showSpecial}. */
    Detokenizer detokenizer(boolean showSpecial);

    /** The text of a whole run of tokens. */
    default String decode(int[] ids, boolean showSpecial) {
        Detokenizer detokenizer = detokenizer(showSpecial);
        var text = new StringBuilder();
        for (int id : ids) {
            text.append(detokenizer.push(id));
        }
        return text.append(detokenizer.flush()).toString();
    }
}

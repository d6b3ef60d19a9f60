package dev.samovar.tokenizer.subword;

import dev.samovar.tokenizer.unicode.CodePoints;
import dev.samovar.tokenizer.unicode.Span;

/** Cuts one pre-token ("word") into tokens. */
public sealed interface SubwordModel permits Bpe, Unigram {

    /** Appends the ids of the tokens of {@code word} to {@code ids}, in order. */
    void encode(Span word, CodePoints ids);
}

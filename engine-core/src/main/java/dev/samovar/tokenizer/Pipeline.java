package dev.samovar.tokenizer;

import dev.samovar.tokenizer.decode.TokenDecoder;
import dev.samovar.tokenizer.normalize.Normalizer;
import dev.samovar.tokenizer.split.PreTokenizer;
import dev.samovar.tokenizer.subword.SubwordModel;
import dev.samovar.tokenizer.subword.Vocabulary;
import java.util.List;

/**
 * What a tokenizer file describes, in the order a text passes through it.
 *
 * @param prefix the ids a plain prompt begins with
 */
public record Pipeline(
        List<AddedToken> added,
        Normalizer normalizer,
        PreTokenizer preTokenizer,
        SubwordModel model,
        Vocabulary vocabulary,
        TokenDecoder decoder,
        int[] prefix) {

    public Pipeline {
        added = List.copyOf(added);
    }

    public Tokenizer tokenizer() {
        return new PipelineTokenizer(this);
    }
}

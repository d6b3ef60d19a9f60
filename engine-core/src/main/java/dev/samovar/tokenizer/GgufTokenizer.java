package dev.samovar.tokenizer;

import dev.samovar.tokenizer.decode.ByteLevelDecoder;
import dev.samovar.tokenizer.normalize.Normalizer;
import dev.samovar.tokenizer.subword.Bpe;
import dev.samovar.tokenizer.subword.Merges;
import dev.samovar.tokenizer.subword.UnknownCharacters;
import dev.samovar.tokenizer.subword.Vocabulary;
import dev.samovar.tokenizer.subword.VocabularyBuilder;
import dev.samovar.weights.GgufMetadata;
import dev.samovar.weights.ModelFormatException;
import java.util.ArrayList;
import java.util.List;

/** Builds the tokenizer that a GGUF file carries. */
public final class GgufTokenizer {
    private static final int CONTROL = 3;
    private static final int USER_DEFINED = 4;

    private GgufTokenizer() {}

    /** @throws ModelFormatException when the file has no vocabulary, or an inconsistent one, or of an unsupported kind */
    public static Tokenizer of(GgufMetadata metadata) {
        return of(GgufVocabulary.of(metadata));
    }

    /** @throws ModelFormatException when the vocabulary is inconsistent or of a kind that is not supported */
    public static Tokenizer of(GgufVocabulary gguf) {
        return switch (gguf.model()) {
            case "gpt2" -> byteLevel(gguf).tokenizer();
            default ->
                throw new ModelFormatException("tokenizer.ggml.model is \"" + gguf.model()
                        + "\": expected gpt2; other tokenizers cannot be read from GGUF");
        };
    }

    private static Pipeline byteLevel(GgufVocabulary gguf) {
        Vocabulary vocabulary = vocabulary(gguf);
        GgufPreTokenizer pre = GgufPreTokenizer.named(gguf.pre());
        return new Pipeline(
                added(gguf),
                new Normalizer.Sequence(List.of()),
                pre.preTokenizer(),
                new Bpe(vocabulary, merges(gguf, vocabulary), new UnknownCharacters.Dropped(), pre.wholeWordsFirst()),
                vocabulary,
                new ByteLevelDecoder(),
                gguf.addBos() && gguf.bos() >= 0 ? new int[] {gguf.bos()} : new int[0]);
    }

    private static Vocabulary vocabulary(GgufVocabulary gguf) {
        var builder = new VocabularyBuilder();
        for (int id = 0; id < gguf.tokens().size(); id++) {
            builder.put(id, gguf.tokens().get(id));
        }
        return builder.build();
    }

    private static List<AddedToken> added(GgufVocabulary gguf) {
        List<AddedToken> added = new ArrayList<>();
        for (int id = 0; id < gguf.types().length; id++) {
            int type = gguf.types()[id];
            if (type == CONTROL || type == USER_DEFINED) {
                added.add(AddedToken.plain(id, gguf.tokens().get(id), type == CONTROL));
            }
        }
        return added;
    }

    private static Merges merges(GgufVocabulary gguf, Vocabulary vocabulary) {
        var merges = new Merges(gguf.merges().size());
        for (int rank = 0; rank < gguf.merges().size(); rank++) {
            String merge = gguf.merges().get(rank);
            int space = merge.indexOf(' ', 1); // a token of a byte-level vocabulary holds no space
            if (space < 0) {
                throw new ModelFormatException("tokenizer.ggml.merges[" + rank + "] is \"" + merge
                        + "\": expected two tokens with a space between");
            }
            int left = vocabulary.find(merge.substring(0, space));
            int right = vocabulary.find(merge.substring(space + 1));
            int merged = left < 0 || right < 0 ? Vocabulary.NONE : vocabulary.find(left, right);
            if (merged != Vocabulary.NONE) {
                merges.put(left, right, rank, merged);
            }
        }
        return merges;
    }
}

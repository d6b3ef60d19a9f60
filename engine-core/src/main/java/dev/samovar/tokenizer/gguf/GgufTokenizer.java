package dev.samovar.tokenizer.gguf;

import dev.samovar.tokenizer.AddedToken;
import dev.samovar.tokenizer.Pipeline;
import dev.samovar.tokenizer.Tokenizer;
import dev.samovar.tokenizer.decode.ByteLevelDecoder;
import dev.samovar.tokenizer.normalize.CharacterMap;
import dev.samovar.tokenizer.normalize.Normalizer;
import dev.samovar.tokenizer.sentencepiece.PieceType;
import dev.samovar.tokenizer.sentencepiece.SentencePieceModel;
import dev.samovar.tokenizer.sentencepiece.SentencePieceModel.Algorithm;
import dev.samovar.tokenizer.sentencepiece.SentencePieceModel.Piece;
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
    private GgufTokenizer() {}

    /** @throws ModelFormatException when the file has no vocabulary, or an inconsistent one, or of an unsupported kind */
    public static Tokenizer of(GgufMetadata metadata) {
        return of(GgufVocabulary.of(metadata));
    }

    /** @throws ModelFormatException when the vocabulary is inconsistent or of a kind that is not supported */
    public static Tokenizer of(GgufVocabulary gguf) {
        Pipeline pipeline = switch (gguf.model()) {
            case "gpt2" -> byteLevel(gguf);
            case "llama" -> sentencePiece(gguf, Algorithm.BPE);
            case "t5" -> sentencePiece(gguf, Algorithm.UNIGRAM);
            default ->
                throw new ModelFormatException("tokenizer.ggml.model is \"" + gguf.model()
                        + "\", which is not supported; supported are gpt2 (byte-level BPE), llama (SentencePiece BPE)"
                        + " and t5 (unigram)");
        };
        return pipeline.tokenizer();
    }

    private static Pipeline byteLevel(GgufVocabulary gguf) {
        var builder = new VocabularyBuilder();
        List<AddedToken> added = new ArrayList<>();
        for (int id = 0; id < gguf.tokens().size(); id++) {
            String token = gguf.tokens().get(id);
            PieceType type = gguf.type(id);
            builder.put(id, token);
            switch (type) {
                case CONTROL, UNKNOWN -> added.add(AddedToken.plain(id, token, true));
                case USER_DEFINED -> added.add(AddedToken.plain(id, token, false));
                case NORMAL, UNUSED, BYTE -> {}
            }
        }
        Vocabulary vocabulary = builder.build();
        GgufPreTokenizer pre = GgufPreTokenizer.named(gguf.pre());
        return new Pipeline(
                added,
                pre.normalizer(),
                pre.preTokenizer(),
                new Bpe(vocabulary, merges(gguf, vocabulary), new UnknownCharacters.Dropped(), pre.wholeWordsFirst()),
                vocabulary,
                new ByteLevelDecoder(),
                gguf.prefix());
    }

    private static Pipeline sentencePiece(GgufVocabulary gguf, Algorithm algorithm) {
        if (gguf.scores().length == 0) {
            throw new ModelFormatException(
                    "tokenizer.ggml.scores is missing; the " + gguf.model() + " tokenizer needs it");
        }
        List<Piece> pieces = new ArrayList<>();
        for (int id = 0; id < gguf.tokens().size(); id++) {
            pieces.add(new Piece(gguf.tokens().get(id), gguf.scores()[id], gguf.type(id)));
        }
        Normalizer characterMap = gguf.characterMap().length == 0
                ? new Normalizer.Sequence(List.of())
                : CharacterMap.read(gguf.characterMap(), "tokenizer.ggml.precompiled_charsmap");
        return new SentencePieceModel(
                        algorithm, pieces, characterMap, gguf.addSpacePrefix(), gguf.trimmed(), gguf.prefix())
                .pipeline();
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

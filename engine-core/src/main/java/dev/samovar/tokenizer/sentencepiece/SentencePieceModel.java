package dev.samovar.tokenizer.sentencepiece;

import dev.samovar.tokenizer.AddedToken;
import dev.samovar.tokenizer.Pipeline;
import dev.samovar.tokenizer.decode.PlainDecoder;
import dev.samovar.tokenizer.normalize.Normalizer;
import dev.samovar.tokenizer.normalize.Replace;
import dev.samovar.tokenizer.pattern.Pattern;
import dev.samovar.tokenizer.split.PreTokenizer;
import dev.samovar.tokenizer.subword.Bpe;
import dev.samovar.tokenizer.subword.SubwordModel;
import dev.samovar.tokenizer.subword.Unigram;
import dev.samovar.tokenizer.subword.UnknownCharacters;
import dev.samovar.tokenizer.subword.Vocabulary;
import dev.samovar.tokenizer.subword.VocabularyBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * A SentencePiece tokenizer.
 *
 * @param pieces tokens in order of id
 * @param characterMap what characters are respelled as, before anything else
 * @param dummyPrefix whether a space is put before the text
 * @param trimmed whether spaces at the ends go and runs of them become one
 * @param prefix the ids a plain prompt begins with
 */
public record SentencePieceModel(
        Algorithm algorithm,
        List<Piece> pieces,
        Normalizer characterMap,
        boolean dummyPrefix,
        boolean trimmed,
        int[] prefix) {
    private static final String SPACE = "\u2581";

    /** How a word is cut into tokens. */
    public enum Algorithm {
        UNIGRAM,
        BPE
    }

    /** @param score log-probability, or the negative rank of the merge that makes the token */
    public record Piece(String text, float score, PieceType type) {}

    public SentencePieceModel {
        pieces = List.copyOf(pieces);
    }

    public Pipeline pipeline() {
        var builder = new VocabularyBuilder();
        List<AddedToken> added = new ArrayList<>();
        UnknownCharacters unknown = new UnknownCharacters.Dropped();
        for (int id = 0; id < pieces.size(); id++) {
            Piece piece = pieces.get(id);
            builder.put(id, piece.text());
            switch (piece.type()) {
                case CONTROL -> added.add(AddedToken.plain(id, piece.text(), true));
                case USER_DEFINED -> added.add(AddedToken.plain(id, piece.text(), false));
                case UNKNOWN -> {
                    added.add(AddedToken.plain(id, piece.text(), true));
                    unknown = new UnknownCharacters.Token(id, true);
                }
                case NORMAL, UNUSED, BYTE -> {}
            }
        }
        Vocabulary vocabulary = builder.build();
        return new Pipeline(
                added,
                new SentencePieceNormalizer(characterMap, dummyPrefix, trimmed),
                new PreTokenizer.Sequence(List.of()),
                model(vocabulary, UnknownCharacters.bytes(vocabulary, unknown)),
                vocabulary,
                new PlainDecoder(List.of(new Replace(Pattern.literal(SPACE), " ")), true, dummyPrefix ? 1 : 0),
                prefix);
    }

    private SubwordModel model(Vocabulary vocabulary, UnknownCharacters unknown) {
        return switch (algorithm) {
            case BPE -> new Bpe(vocabulary, PieceMerges.of(vocabulary, pieces), unknown, false);
            case UNIGRAM -> new Unigram(vocabulary, PieceScores.of(pieces), unknown, Unigram.Precision.SINGLE);
        };
    }
}

package dev.samovar.tokenizer.sentencepiece;

import dev.samovar.tokenizer.Tokenizer;
import dev.samovar.tokenizer.normalize.CharacterMap;
import dev.samovar.tokenizer.normalize.Normalizer;
import dev.samovar.tokenizer.sentencepiece.SentencePieceModel.Algorithm;
import dev.samovar.tokenizer.sentencepiece.SentencePieceModel.Piece;
import dev.samovar.weights.ModelFormatException;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code tokenizer.model}: the message {@code sentencepiece.ModelProto}. */
public final class SentencePieceFile {
    private final String source;
    private final List<Piece> pieces = new ArrayList<>();
    private Algorithm algorithm = Algorithm.UNIGRAM;
    private Normalizer characterMap = new Normalizer.Sequence(List.of());
    private boolean dummyPrefix = true;
    private boolean trimmed = true;

    private SentencePieceFile(String source) {
        this.source = source;
    }

    /**
     * Reads a file's bytes.
     *
     * @param source the file's name, for messages
     * @throws ModelFormatException when the file is no SentencePiece model or uses what is not supported
     */
    public static Tokenizer read(byte[] file, String source) {
        var reader = new SentencePieceFile(source);
        for (var model = new Protobuf(file, source); model.next(); ) {
            switch (model.field()) {
                case 1 -> reader.piece(model.message());
                case 2 -> reader.trainer(model.message());
                case 3 -> reader.normalizer(model.message());
                default -> {} // self-tests and denormalisation
            }
        }
        if (reader.pieces.isEmpty()) {
            throw new ModelFormatException(source + " is no SentencePiece model: it holds no pieces");
        }
        return new SentencePieceModel(
                        reader.algorithm,
                        reader.pieces,
                        reader.characterMap,
                        reader.dummyPrefix,
                        reader.trimmed,
                        new int[0])
                .pipeline()
                .tokenizer();
    }

    private void piece(Protobuf message) {
        String text = "";
        float score = 0;
        PieceType type = PieceType.NORMAL;
        while (message.next()) {
            switch (message.field()) {
                case 1 -> text = message.text();
                case 2 -> score = message.real();
                case 3 -> type = type(message.integer());
                default -> {}
            }
        }
        pieces.add(new Piece(text, score, type));
    }

    private PieceType type(int number) {
        PieceType type = PieceType.of(number);
        if (type == null) {
            throw new ModelFormatException(
                    source + ": the type of piece " + pieces.size() + " is " + number + ", expected 1 to 6");
        }
        return type;
    }

    private void trainer(Protobuf message) {
        while (message.next()) {
            switch (message.field()) {
                case 3 -> algorithm = algorithm(message.integer());
                case 24 -> {
                    if (message.flag()) {
                        throw new ModelFormatException(source + ": treat_whitespace_as_suffix is not supported");
                    }
                }
                default -> {}
            }
        }
    }

    private Algorithm algorithm(int type) {
        return switch (type) {
            case 1 -> Algorithm.UNIGRAM;
            case 2 -> Algorithm.BPE;
            default ->
                throw new ModelFormatException(
                        source + ": model type " + type + " is not supported, only 1 (unigram) and 2 (BPE)");
        };
    }

    private void normalizer(Protobuf message) {
        while (message.next()) {
            switch (message.field()) {
                case 2 -> {
                    byte[] blob = message.bytes();
                    if (blob.length > 0) {
                        characterMap = CharacterMap.read(blob, source + ": precompiled_charsmap");
                    }
                }
                case 3 -> dummyPrefix = message.flag();
                case 4 -> trimmed = message.flag();
                default -> {}
            }
        }
    }
}

package dev.samovar.tokenizer.sentencepiece;

import dev.samovar.tokenizer.sentencepiece.SentencePieceModel.Piece;
import dev.samovar.tokenizer.subword.Merges;
import dev.samovar.tokenizer.subword.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The merges that a vocabulary with scores implies: any two pieces whose texts together are a piece merge, those of the
 * highest score first.
 */
final class PieceMerges {
    private PieceMerges() {}

    static Merges of(Vocabulary vocabulary, List<Piece> pieces) {
        var merges = new Merges(2 * pieces.size());
        long[] byScore = new long[pieces.size()]; // the score's bits in the order of the scores << 32 | id
        for (int id = 0; id < byScore.length; id++) {
            int bits = Float.floatToIntBits(pieces.get(id).score());
            byScore[id] = (long) (bits ^ (bits >> 31 & Integer.MAX_VALUE)) << 32 | id;
        }
        Arrays.sort(byScore);
        int rank = 0;
        for (int i = byScore.length - 1; i >= 0; i--) {
            boolean tied = i + 1 < byScore.length && byScore[i] >> 32 == byScore[i + 1] >> 32;
            rank += tied ? 0 : 1;
            int id = (int) byScore[i];
            switch (pieces.get(id).type()) {
                case NORMAL, USER_DEFINED, UNUSED -> putAll(merges, rank, id, pieces.get(id), vocabulary);
                case UNKNOWN, CONTROL, BYTE -> {}
            }
        }
        return merges;
    }

    /** Every cut of the piece into two pieces. */
    private static void putAll(Merges merges, int rank, int id, Piece piece, Vocabulary vocabulary) {
        byte[] utf8 = piece.text().getBytes(StandardCharsets.UTF_8);
        for (int cut = 1; cut < utf8.length; cut++) {
            boolean startsCharacter = (utf8[cut] & 0xC0) != 0x80;
            int left = startsCharacter ? vocabulary.find(utf8, 0, cut) : Vocabulary.NONE;
            int right = left == Vocabulary.NONE ? left : vocabulary.find(utf8, cut, utf8.length);
            if (right != Vocabulary.NONE) {
                merges.put(left, right, rank, id);
            }
        }
    }
}

package dev.samovar.tokenizer.sentencepiece;

import dev.samovar.tokenizer.sentencepiece.SentencePieceModel.Piece;
import java.util.List;

/** The scores by which the unigram model chooses. */
final class PieceScores {
    private PieceScores() {}

    /** By id; NaN for pieces that text never becomes. User-defined ones score so high that they are always taken. */
    static double[] of(List<Piece> pieces) {
        double best = Double.NEGATIVE_INFINITY;
        for (Piece piece : pieces) {
            best = piece.type() == PieceType.NORMAL ? Math.max(best, piece.score()) : best;
        }
        double[] scores = new double[pieces.size()];
        for (int id = 0; id < scores.length; id++) {
            Piece piece = pieces.get(id);
            scores[id] = switch (piece.type()) {
                case NORMAL -> piece.score();
                case USER_DEFINED -> piece.text().length() * best - 0.1; // SentencePiece's formula
                case UNKNOWN, CONTROL, UNUSED, BYTE -> Double.NaN;
            };
        }
        return scores;
    }
}

package dev.samovar.tokenizer.subword;

import dev.samovar.tokenizer.unicode.CodePoints;
import dev.samovar.tokenizer.unicode.Span;
import dev.samovar.tokenizer.unicode.Utf8;
import java.util.Arrays;

/**
 * The unigram language model: of all ways to cut a word into tokens, the one whose log-probabilities sum highest (Viterbi).
 * Linear in the word's length, times the length of the longest token.
 */
public final class Unigram implements SubwordModel {
    /** How much less likely than the least likely token a character without a token is (SentencePiece's constant). */
    private static final double UNKNOWN_PENALTY = 10;

    private static final int UNKNOWN = -2;

    /** In which precision scores are summed; it decides between cuts that are equally likely. */
    public enum Precision {
        /** As the SentencePiece library. */
        SINGLE,
        /** As Hugging Face's library. */
        DOUBLE
    }

    private final TokenTrie trie;
    private final double[] scores; // log-probability by id, NaN where text never becomes the token
    private final double unknownScore;
    private final UnknownCharacters unknown;
    private final Precision precision;

    /**
     * @param scores log-probability by id; NaN for tokens that text never becomes
     * @param unknown what stands for characters that no token covers
     */
    public Unigram(Vocabulary vocabulary, double[] scores, UnknownCharacters unknown, Precision precision) {
        this.trie = new TokenTrie(vocabulary, id -> !Double.isNaN(scores[id]));
        this.scores = scores.clone();
        this.unknownScore =
                Arrays.stream(scores).filter(s -> !Double.isNaN(s)).min().orElse(0) - UNKNOWN_PENALTY;
        this.unknown = unknown;
        this.precision = precision;
    }

    @Override
    public void encode(Span word, CodePoints ids) {
        int n = word.length();
        double[] best = new double[n + 1]; // score of the best cut that ends here
        int[] last = new int[n + 1]; // id of its last token
        int[] starts = new int[n + 1]; // where that token begins
        Arrays.fill(best, 1, n + 1, Double.NEGATIVE_INFINITY);
        for (int start = 0; start < n; start++) {
            boolean hasSingle = false;
            long node = TokenTrie.ROOT;
            for (int end = start + 1; end <= n; end++) {
                node = trie.child(node, word.text()[word.start() + end - 1]);
                if (node < 0) {
                    break;
                }
                int id = trie.token(node);
                if (id >= 0) {
                    hasSingle |= end == start + 1;
                    offer(start, end, id, sum(best[start], scores[id]), best, last, starts);
                }
            }
            if (!hasSingle) {
                offer(start, start + 1, UNKNOWN, sum(best[start], unknownScore), best, last, starts);
            }
        }
        emit(word, last, starts, ids);
    }

    private double sum(double a, double b) {
        return switch (precision) {
            case SINGLE -> (float) (a + b);
            case DOUBLE -> a + b;
        };
    }

    private static void offer(int start, int end, int id, double score, double[] best, int[] last, int[] starts) {
        if (score > best[end]) {
            best[end] = score;
            last[end] = id;
            starts[end] = start;
        }
    }

    /** Walks the best cut from its end, then writes it from its start. */
    private void emit(Span word, int[] last, int[] starts, CodePoints ids) {
        var ends = new CodePoints(word.length() / 2);
        for (int end = word.length(); end > 0; end = starts[end]) {
            ends.add(end);
        }
        byte[] utf8 = new byte[Utf8.MAX_BYTES];
        boolean afterUnknown = false;
        for (int i = ends.size() - 1; i >= 0; i--) {
            int end = ends.get(i);
            if (last[end] == UNKNOWN) {
                int length = Utf8.write(word.text()[word.start() + end - 1], utf8, 0);
                afterUnknown = unknown.add(utf8, length, afterUnknown, ids);
            } else {
                ids.add(last[end]);
                afterUnknown = false;
            }
        }
    }
}

package dev.samovar.verify;

/**
 * How far computed logits are from the reference's.
 *
 * @param largestError largest |computed − expected| of any row, as a share of the row's largest |expected|
 * @param position the row where that is
 * @param wrongTokens positions whose likeliest token is another although the margin is decisive
 * @param greedyAgreeing greedy tokens that are the likeliest here too
 */
public record Comparison(double largestError, int position, int wrongTokens, int greedyAgreeing, int greedyTotal) {

    /**
     * Compares.
     *
     * @param logits [tokens][vocabulary] for {@link Reference#tokens}
     * @param tolerance relative error that is allowed; a margin below twice of it decides nothing
     */
    public static Comparison of(Reference reference, float[][] logits, double tolerance) {
        double largest = 0;
        int position = 0;
        int wrong = 0;
        for (int t = 0; t < reference.logits().length; t++) {
            float[] expected = reference.logits()[t];
            double scale = magnitude(expected);
            double error = largestDifference(expected, logits[t]) / scale;
            if (!(error <= largest)) { // also when it is no number
                largest = error;
                position = t;
            }
            float margin = expected[argmax(expected)] - expected[argmax(logits[t])];
            wrong += margin > 2 * tolerance * scale ? 1 : 0;
        }
        int agreeing = 0;
        for (int i = 0; i < reference.greedy().length; i++) {
            float[] row = logits[reference.inputIds().length - 1 + i];
            int expected = reference.greedy()[i];
            int likeliest = argmax(row);
            agreeing += likeliest == expected ? 1 : 0;
            // The reference's margin is not told here; ours, when above any allowed error, is as good.
            wrong += row[likeliest] - row[expected] > 2 * tolerance * magnitude(row) ? 1 : 0;
        }
        return new Comparison(largest, position, wrong, agreeing, reference.greedy().length);
    }

    public boolean isWithin(double tolerance) {
        return largestError <= tolerance && wrongTokens == 0;
    }

    private static double largestDifference(float[] expected, float[] computed) {
        if (computed.length != expected.length) {
            return Double.NaN;
        }
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs((double) expected[i] - computed[i]);
            if (!(difference <= largest)) {
                largest = difference;
            }
        }
        return largest;
    }

    private static double magnitude(float[] row) {
        double largest = Double.MIN_NORMAL;
        for (float value : row) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static int argmax(float[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            if (row[i] > row[best]) {
                best = i;
            }
        }
        return best;
    }
}

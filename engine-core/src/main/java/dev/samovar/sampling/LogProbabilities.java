package dev.samovar.sampling;

/**
 * How likely the model held a token and its rivals: natural logarithms of the softmax of the model's own logits, before
 * penalties, bias, mask and temperature.
 *
 * @param chosen of the token drawn
 * @param tokens the likeliest ones, in descending order; among equals the lowest id first
 * @param values of {@code tokens}
 */
public record LogProbabilities(float chosen, int[] tokens, float[] values) {
    /** Asks for none, where a number asks for that many of the likeliest and the chosen one's. */
    public static final int OFF = -1;

    /**
     * @param logits [vocabulary]
     * @param chosen the token drawn
     * @param top how many of the likeliest to list
     */
    public static LogProbabilities of(float[] logits, int chosen, int top) {
        float largest = logits[Math.max(0, Greedy.token(logits))];
        double total = 0;
        for (float logit : logits) {
            total += Math.exp((double) logit - largest);
        }
        double logTotal = largest + Math.log(total);
        int[] tokens = likeliest(logits, Math.min(top, logits.length));
        float[] values = new float[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            values[i] = (float) (logits[tokens[i]] - logTotal);
        }
        return new LogProbabilities((float) (logits[chosen] - logTotal), tokens, values);
    }

    /** By insertion: few are asked for. */
    private static int[] likeliest(float[] logits, int count) {
        int[] best = new int[count];
        int found = 0;
        for (int token = 0; token < logits.length; token++) {
            if (found == count && (count == 0 || logits[token] <= logits[best[count - 1]])) {
                continue;
            }
            int at = found < count ? found++ : count - 1;
            for (; at > 0 && logits[best[at - 1]] < logits[token]; at--) {
                best[at] = best[at - 1];
            }
            best[at] = token;
        }
        return best;
    }
}

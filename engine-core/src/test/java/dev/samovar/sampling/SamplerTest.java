package dev.samovar.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sampler against Hugging Face's logits processors, and what it promises beyond them. */
class SamplerTest {
    private static final float GONE = Float.NEGATIVE_INFINITY;
    private static final int[] NOTHING = {};

    static Iterable<OracleCase> cases() throws IOException {
        return OracleCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheOraclesDistribution(OracleCase oracle) {
        float[] scores = Sampler.scores(oracle.logits(), oracle.settings(), oracle.seen(), oracle.allowed());
        double total = 0;
        for (float score : scores) {
            total += Math.exp(score);
        }
        for (int i = 0; i < scores.length; i++) {
            assertEquals(oracle.probabilities()[i], Math.exp(scores[i]) / total, 1e-6, "token " + i);
        }
    }

    @Test
    void drawsEachTokenAsOftenAsItsProbability() {
        float[] logits = {0, 1, 2, GONE, 3, Float.NaN};
        int draws = 200_000;
        int[] counts = new int[logits.length];
        for (int position = 0; position < draws; position++) {
            counts[draw(logits, sampling(1, 42), position)]++;
        }
        double total = 1 + Math.E + Math.exp(2) + Math.exp(3);
        double chiSquare = 0;
        for (int i : new int[] {0, 1, 2, 4}) {
            double expected = draws * Math.exp(logits[i]) / total;
            chiSquare += (counts[i] - expected) * (counts[i] - expected) / expected;
        }
        assertEquals(0, counts[3] + counts[5]);
        assertTrue(chiSquare < 16.27, "χ² with 3 degrees of freedom (p = 0.001 at 16.27): " + chiSquare);
    }

    @Test
    void theSeedAndThePositionDecideTheDraw() {
        float[] logits = randomLogits(1000, 5);
        int equal = 0;
        for (int position = 0; position < 200; position++) {
            int token = draw(logits, sampling(1, 1), position);
            assertEquals(token, draw(logits, sampling(1, 1), position));
            equal += token == draw(logits, sampling(1, 1L << 32), position) ? 1 : 0;
            equal += token == draw(logits, sampling(1, 1), position + 1) ? 1 : 0;
        }
        assertTrue(equal < 20, equal + " of 400 draws are the same with another seed or position");
    }

    @Test
    void greedyTakesTheLowestIdOfEquals() {
        assertEquals(1, draw(new float[] {1, 5, 5, Float.NaN}, SamplerSettings.greedy(), 0));
        int[] allowed = {0b1101};
        assertEquals(2, Sampler.draw(new float[] {1, 5, 5, 0}, SamplerSettings.greedy(), NOTHING, allowed, 0));
    }

    @Test
    void drawsNothingWhereNothingIsLeft() {
        float[] none = {Float.NaN, GONE};
        assertEquals(Sampler.NONE, draw(none, SamplerSettings.greedy(), 0));
        assertEquals(Sampler.NONE, draw(none, sampling(1, 0), 0));
        assertEquals(Sampler.NONE, Sampler.draw(new float[] {1, 2}, sampling(1, 0), NOTHING, new int[1], 0));
    }

    @Test
    void aTinyTemperatureIsGreedy() {
        assertEquals(1, draw(new float[] {1, 2, 1.99f}, sampling(1e-38f, 3), 9));
    }

    @Test
    void tiesAtTheEdgeStay() {
        float[] logits = {2, 1, 1, 0};
        assertArrayEquals(new float[] {0, -1, -1, GONE}, scores(logits, 2, 1, 0));
        assertArrayEquals(new float[] {0, -1, -1, GONE}, scores(logits, 0, 0.7f, 0));
        assertArrayEquals(new float[] {0, -1, -1, GONE}, scores(logits, 0, 1, (float) Math.exp(-1)));
        assertArrayEquals(new float[] {0, GONE, GONE, GONE}, scores(logits, 0, 0, 0));
    }

    @Test
    void topPCountsTheMassLeftByTopK() {
        float[] logits = {1, 3, -2, 3, 2}; // of the three kept by top-k the two tied at 3 hold 0.84, of all five 0.79
        assertArrayEquals(new float[] {GONE, 0, GONE, 0, GONE}, scores(logits, 3, 0.82f, 0));
        assertArrayEquals(new float[] {GONE, 0, GONE, 0, -1}, scores(logits, 0, 0.82f, 0));
    }

    @Test
    void penaltiesComeBeforeBias() {
        var settings = new SamplerSettings(0, 0, 1, 0, 2, 0.5f, 0.25f, Map.of(2, 10f, 99, 1f), 0);
        float[] scores = Sampler.scores(new float[] {4, -4, 0, 1}, settings, new int[] {0, 1, 1, 2}, NOTHING);
        assertArrayEquals(new float[] {4 / 2f - 0.75f, -4 * 2f - 1.25f, 10 - 0.75f, 1}, scores);
    }

    @Test
    void leavesTheLogitsAlone() {
        float[] logits = randomLogits(50, 1);
        float[] before = logits.clone();
        var everything = new SamplerSettings(1, 3, 0.5f, 0.1f, 2, 1, 1, Map.of(0, 1f), 0);
        Sampler.draw(logits, everything, new int[] {1}, new int[] {-1, -1}, 0);
        assertArrayEquals(before, logits);
    }

    private static int draw(float[] logits, SamplerSettings settings, int position) {
        return Sampler.draw(logits, settings, NOTHING, NOTHING, position);
    }

    private static float[] scores(float[] logits, int topK, float topP, float minP) {
        var settings = new SamplerSettings(1, topK, topP, minP, 1, 0, 0, Map.of(), 0);
        return Sampler.scores(logits, settings, NOTHING, NOTHING);
    }

    private static SamplerSettings sampling(float temperature, long seed) {
        return new SamplerSettings(temperature, 0, 1, 0, 1, 0, 0, Map.of(), seed);
    }

    private static float[] randomLogits(int size, long seed) {
        var random = new Random(seed);
        float[] logits = new float[size];
        for (int i = 0; i < size; i++) {
            logits[i] = (float) random.nextGaussian();
        }
        return logits;
    }
}

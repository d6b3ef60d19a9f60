package dev.samovar.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private static final float[] LOGITS = {1.0f, 3.0f, -2.0f, 3.0f, 2.0f};
    private static final int[] NONE = {};

    private static SamplerSettings drawing(float temperature, int topK, float topP, float minP) {
        return new SamplerSettings(temperature, topK, topP, minP, 1, 0, 0, Map.of(), 7);
    }

    private static int[] counts(SamplerSettings settings, int draws) {
        int[] counts = new int[LOGITS.length];
        for (int position = 0; position < draws; position++) {
            counts[Sampler.draw(LOGITS, settings, NONE, NONE, position)]++;
        }
        return counts;
    }

    @Test
    void greedyTakesTheLowestIdAmongEquals() {
        assertEquals(1, Sampler.draw(LOGITS, SamplerSettings.greedy(), NONE, NONE, 0));
    }

    @Test
    void penaltiesComeBeforeBias() {
        var settings = new SamplerSettings(0, 0, 1, 0, 2, 0.5f, 0.25f, Map.of(2, 100f), 0);
        float[] logits = LOGITS.clone();
        Penalties.apply(logits, settings, new int[] {1, 2, 1}, NONE);
        assertArrayEquals(new float[] {1, 3 / 2f - 1.25f, -2 * 2 - 0.75f + 100, 3, 2}, logits);
    }

    @Test
    void onlyAllowedTokensAreDrawn() {
        assertEquals(4, Sampler.draw(LOGITS, SamplerSettings.greedy(), NONE, new int[] {0b10101}, 0));
        assertEquals(2, Sampler.draw(LOGITS, drawing(1, 0, 1, 0), NONE, new int[] {0b00100}, 0));
    }

    @Test
    void drawsFollowTheSoftmax() {
        int draws = 40_000;
        int[] counts = counts(drawing(1.5f, 0, 1, 0), draws);
        double total = IntStream.range(0, LOGITS.length)
                .mapToDouble(t -> Math.exp(LOGITS[t] / 1.5))
                .sum();
        for (int token = 0; token < LOGITS.length; token++) {
            double expected = Math.exp(LOGITS[token] / 1.5) / total;
            double deviation = Math.sqrt(expected * (1 - expected) / draws);
            assertEquals(expected, counts[token] / (double) draws, 4 * deviation, "token " + token);
        }
    }

    @Test
    void tiesAtTheKthLogitStay() {
        int[] counts = counts(drawing(1, 1, 1, 0), 1000);
        assertEquals(1000, counts[1] + counts[3]);
        assertEquals(500, counts[1], 100);
    }

    @Test
    void topPCountsTheMassLeftByTopK() {
        // Of the three kept by top-k the two tied at 3 hold 0.84, of all five 0.79.
        assertEquals(0, counts(drawing(1, 3, 0.82f, 0), 2000)[4]);
        assertEquals(true, counts(drawing(1, 0, 0.82f, 0), 2000)[4] > 0);
    }

    @Test
    void minPIsAShareOfTheLikeliest() {
        int[] counts = counts(drawing(1, 0, 1, 0.2f), 2000); // e^-1 > 0.2 > e^-2
        assertEquals(0, counts[0] + counts[2]);
        assertEquals(true, counts[4] > 0);
    }

    @Test
    void theSameSeedDrawsTheSame() {
        var settings = drawing(1, 0, 1, 0);
        int[] first = IntStream.range(0, 50)
                .map(p -> Sampler.draw(LOGITS, settings, NONE, NONE, p))
                .toArray();
        int[] second = IntStream.range(0, 50)
                .map(p -> Sampler.draw(LOGITS, settings, NONE, NONE, p))
                .toArray();
        assertArrayEquals(first, second);
    }
}

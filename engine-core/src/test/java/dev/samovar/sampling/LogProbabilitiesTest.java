package dev.samovar.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LogProbabilitiesTest {

    @Test
    void listsTheLikeliestFirstAndTheLowestIdOfEquals() {
        float[] logits = {1, 3, 2, 3, Float.NEGATIVE_INFINITY, 2};
        double total = Math.log(Math.exp(1) + 2 * Math.exp(3) + 2 * Math.exp(2));
        LogProbabilities found = LogProbabilities.of(logits, 0, 4);
        assertEquals(1 - total, found.chosen(), 1e-6);
        assertArrayEquals(new int[] {1, 3, 2, 5}, found.tokens());
        assertEquals(3 - total, found.values()[1], 1e-6);
        assertEquals(2 - total, found.values()[3], 1e-6);
    }

    @Test
    void mayListNoneOrMoreThanThereAre() {
        assertEquals(0, LogProbabilities.of(new float[] {1, 2}, 1, 0).tokens().length);
        assertArrayEquals(
                new int[] {1, 0}, LogProbabilities.of(new float[] {1, 2}, 1, 20).tokens());
    }
}

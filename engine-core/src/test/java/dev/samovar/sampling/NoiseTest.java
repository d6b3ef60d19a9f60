package dev.samovar.sampling;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The noise is Gumbel's, and as good as independent from token to token, position to position, seed to seed. */
class NoiseTest {
    private static final int CELLS = 256;

    @Test
    void isGumbelAlongTokensPositionsAndSeeds() {
        assertEven(token -> uniform(Noise.key(7, 3), token));
        assertEven(position -> uniform(Noise.key(7, position), 11));
        assertEven(seed -> uniform(Noise.key(seed, 5), 11));
        assertEven(seed -> uniform(Noise.key((long) seed << 32, 5), 11));
    }

    @Test
    void neighboursAreIndependent() {
        assertEven(token -> pair(uniform(Noise.key(7, 3), token), uniform(Noise.key(7, 3), token + 1)));
        assertEven(position -> pair(uniform(Noise.key(7, position), 0), uniform(Noise.key(7, position + 1), 0)));
        assertEven(seed -> pair(uniform(Noise.key(seed, 9), 2), uniform(Noise.key(seed + 1, 9), 2)));
    }

    /** Gumbel's cumulative distribution e^(−e^(−x)) makes the noise uniform. */
    private static double uniform(int key, int token) {
        return Math.exp(-Math.exp(-Noise.gumbel(key, token)));
    }

    /** Two uniform numbers as one cell of 16 × 16. */
    private static double pair(double a, double b) {
        return (Math.floor(a * 16) * 16 + Math.floor(b * 16)) / CELLS;
    }

    private static void assertEven(IntToDoubleFunction uniform) {
        int[] counts = new int[CELLS];
        int draws = CELLS * 256;
        for (int i = 0; i < draws; i++) {
            counts[Math.min(CELLS - 1, (int) (uniform.applyAsDouble(i) * CELLS))]++;
        }
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += (count - 256.0) * (count - 256.0) / 256;
        }
        assertTrue(chiSquare < 330.5, "χ² with 255 degrees of freedom (p = 0.001 at 330.5): " + chiSquare);
    }
}

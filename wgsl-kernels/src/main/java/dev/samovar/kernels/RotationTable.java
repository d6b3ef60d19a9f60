package dev.samovar.kernels;

import dev.samovar.program.Batch;
import dev.samovar.program.Rotary;

/**
 * Cosine and sine for every position, in little memory: entries 0 to 31 for the positions of a page, entry 32 + p for the
 * start of page p. A kernel multiplies the two as complex numbers, which is exact to float rounding at any position;
 * WGSL's own {@code cos} promises three digits.
 */
public final class RotationTable {
    private RotationTable() {}

    /** [32 + pages][rotaryDim / 2] of (cosine, sine), as float bits; the amplitude is in the pages' entries. */
    public static int[] words(Rotary rotary, int contextLength) {
        int pairs = rotary.inverseFrequencies().size();
        int[] words = new int[size(rotary, contextLength)];
        for (int entry = 0; entry < entries(contextLength); entry++) {
            boolean offset = entry < Batch.PAGE;
            int position = offset ? entry : (entry - Batch.PAGE) * Batch.PAGE;
            double amplitude = offset ? 1 : rotary.amplitude();
            for (int pair = 0; pair < pairs; pair++) {
                double angle = (double) position * rotary.inverseFrequencies().get(pair);
                int at = (entry * pairs + pair) * 2;
                words[at] = Float.floatToRawIntBits((float) (Math.cos(angle) * amplitude));
                words[at + 1] = Float.floatToRawIntBits((float) (Math.sin(angle) * amplitude));
            }
        }
        return words;
    }

    /** Number of words. */
    public static int size(Rotary rotary, int contextLength) {
        return entries(contextLength) * rotary.inverseFrequencies().size() * 2;
    }

    private static int entries(int contextLength) {
        return Batch.PAGE + (contextLength + Batch.PAGE - 1) / Batch.PAGE;
    }
}

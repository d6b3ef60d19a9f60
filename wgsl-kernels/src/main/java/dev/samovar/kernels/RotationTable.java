package dev.samovar.kernels;

import dev.samovar.program.Batch;
import dev.samovar.program.Rotary;
import java.util.Map;

/**
 * Cosine and sine for every position, in little memory: entries 0 to 31 for the positions of a page, entry 32 + p for the
 * start of page p. A kernel multiplies the two as complex numbers, which is exact to float rounding at any position;
 * WGSL's own {@code cos} promises three digits.
 */
public final class RotationTable {
    private RotationTable() {}

    /** {@code rotation(position, pair)}, for a kernel with {@code rotations: array<vec2f>} and {@code PAIRS}. */
    static final String WGSL = """
            // cosine and sine of position * frequency[pair], from those of position % 32 and of the rest
            fn rotation(position: u32, pair: u32) -> vec2f {
              let a = rotations[position % 32 * PAIRS + pair];
              let b = rotations[(32 + position / 32) * PAIRS + pair];
              return vec2f(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x);
            }
            """;

    /** WGSL functions cannot take a storage buffer as an argument, so there is one for each. */
    private static final String TURNED = """
            fn ${name}(x: u32, first: u32, position: u32) -> vec4f {
              var y: vec4f;
              for (var j = 0u; j < 4; j++) {
                let i = first + j;
                if (i < PAIRS) {
                  let turn = rotation(position, i);
                  y[j] = ${buffer}[x + i] * turn.x - ${buffer}[x + i + PAIRS] * turn.y;
                } else if (i < 2 * PAIRS) {
                  let turn = rotation(position, i - PAIRS);
                  y[j] = ${buffer}[x + i] * turn.x + ${buffer}[x + i - PAIRS] * turn.y;
                } else if (i < HEAD_DIM) {
                  y[j] = ${buffer}[x + i];
                }
              }
              return y;
            }
            """;

    /** A function of this name that turns four features of the head at x in the buffer. */
    static String turned(String name, String buffer) {
        return Template.fill(TURNED, Map.of("name", name, "buffer", buffer));
    }

    /** [32 + pages][rotaryDim / 2] of (cosine, sine), as float bits; the amplitude is in the pages' entries. */
    public static int[] words(Rotary rotary, int contextLength) {
        int pairs = rotary.inverseFrequencies().size();
        int pages = (contextLength + Batch.PAGE - 1) / Batch.PAGE;
        int[] words = new int[(Batch.PAGE + pages) * pairs * 2];
        for (int entry = 0; entry < Batch.PAGE + pages; entry++) {
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
}

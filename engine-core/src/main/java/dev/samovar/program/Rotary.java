package dev.samovar.program;

import java.util.List;

/**
 * Rotary position embedding, half-split: the pair (x[i], x[i + rotaryDim/2]) of each head turns by position ·
 * inverseFrequencies[i]; features from rotaryDim on pass unchanged. Every scaling rule (llama3, linear, yarn, longrope)
 * comes down to the frequencies and one amplitude.
 *
 * @param headDim features a head
 * @param inverseFrequencies radians a position, [rotaryDim / 2]
 * @param amplitude factor on cosine and sine, 1 but for yarn and longrope
 */
public record Rotary(int headDim, List<Float> inverseFrequencies, float amplitude) {
    public Rotary {
        inverseFrequencies = List.copyOf(inverseFrequencies);
    }

    public int rotaryDim() {
        return 2 * inverseFrequencies.size();
    }
}

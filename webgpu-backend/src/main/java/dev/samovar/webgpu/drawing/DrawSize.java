package dev.samovar.webgpu.drawing;

import dev.samovar.kernels.DrawWgsl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What drawing must make room for.
 *
 * @param logitStride floats from one row of logits to the next
 * @param draws most draws of a step
 * @param slots most draws of a step that do more than take the likeliest token
 * @param tokenStride tokens kept of a sequence
 */
public record DrawSize(int vocabulary, int logitStride, int draws, int slots, int tokenStride) {

    /** Blocks of the vocabulary. */
    int blocks() {
        return (vocabulary + DrawWgsl.BLOCK - 1) / DrawWgsl.BLOCK;
    }

    /** Masks for all slots, and biases for as many tokens as there are. */
    int dataWords() {
        return slots * ((vocabulary + 31) / 32) + 2 * vocabulary;
    }

    /** Values of those of a kernel's overrides that it has. */
    Map<String, Double> overrides(List<String> names) {
        Map<String, Double> values = new HashMap<>(Map.of(
                "VOCABULARY", (double) vocabulary,
                "LOGIT_STRIDE", (double) logitStride,
                "BLOCKS", (double) blocks(),
                "TOKEN_STRIDE", (double) tokenStride));
        values.keySet().retainAll(names);
        return values;
    }
}

package dev.samovar.webgpu.drawing;

import dev.samovar.kernels.DrawWgsl;

/**
 * What drawing must make room for.
 *
 * @param draws most draws of a step
 * @param slots most draws of a step that do more than take the likeliest token
 * @param tokenStride tokens kept of a sequence
 * @param threads of a workgroup
 */
public record DrawSize(int vocabulary, int draws, int slots, int tokenStride, int threads) {

    /** Blocks of the vocabulary. */
    int blocks() {
        return (vocabulary + DrawWgsl.BLOCK - 1) / DrawWgsl.BLOCK;
    }

    /** Masks for all slots, and biases for as many tokens as there are. */
    int dataWords() {
        return slots * ((vocabulary + 31) / 32) + 2 * vocabulary;
    }
}

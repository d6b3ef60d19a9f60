package dev.samovar.webgpu.drawing;

import dev.samovar.webgpu.BufferRange;

/**
 * What drawing reads of the rest of a step.
 *
 * @param rows the step's rows
 * @param tokens of every sequence, [sequence][tokenStride]; drawn ones are written there
 * @param logits [draw][logitStride], a row's own from {@code logitOffset}
 */
public record DrawSources(BufferRange rows, BufferRange tokens, BufferRange logits, int logitStride, int logitOffset) {}

package dev.samovar.webgpu.plan;

import dev.samovar.webgpu.BufferRange;
import dev.samovar.webgpu.lowering.Operand;

/** Finds what is no activation: weights, cache, the step. May suspend: weights are loaded when first asked for. */
public interface Memory {
    BufferRange range(Operand operand);
}

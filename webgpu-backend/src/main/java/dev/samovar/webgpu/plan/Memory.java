package dev.samovar.webgpu.plan;

import dev.samovar.webgpu.BufferRange;
import dev.samovar.webgpu.lowering.Operand;
import java.util.List;

/** Finds what is no activation: weights, cache, the step. May suspend: weights are loaded when first asked for. */
public interface Memory {
    /** Makes room for what will be asked for, all at once, since its sizes are known. Suspends. */
    void reserve(List<Operand> operands);

    BufferRange range(Operand operand);
}

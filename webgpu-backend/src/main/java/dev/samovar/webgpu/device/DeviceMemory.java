package dev.samovar.webgpu.device;

import dev.samovar.kernels.CacheType;
import dev.samovar.program.Op;
import dev.samovar.program.Program;
import dev.samovar.webgpu.BufferRange;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.GpuBuffer;
import dev.samovar.webgpu.load.WeightStore;
import dev.samovar.webgpu.lowering.Operand;
import dev.samovar.webgpu.plan.Memory;
import java.util.ArrayList;
import java.util.List;

/** All that outlives a step: weights, cache, tokens, and the step's own buffer. */
final class DeviceMemory implements Memory {
    private final WeightStore weights;
    private final StepBuffer step;
    private final GpuBuffer tokens;
    private final List<GpuBuffer> keys = new ArrayList<>();
    private final List<GpuBuffer> values = new ArrayList<>();

    /**
     * @param pages of the cache
     * @param tokenCount tokens remembered, of all sequences
     */
    DeviceMemory(
            Gpu gpu,
            WeightStore weights,
            StepBuffer step,
            Program program,
            CacheType cache,
            int pages,
            int tokenCount) {
        this.weights = weights;
        this.step = step;
        tokens = gpu.buffer("tokens", tokenCount * 4L);
        for (Op.Attention attention : program.attentions()) {
            long bytes = pages
                    * cache.pageBytes(
                            attention.shape().kvHeads(), attention.shape().headDim());
            keys.add(gpu.buffer("keys " + attention.layer(), bytes));
            values.add(gpu.buffer("values " + attention.layer(), bytes));
        }
    }

    @Override
    public BufferRange range(Operand operand) {
        return switch (operand) {
            case Operand.Activations o -> throw new IllegalArgumentException("activations belong to a plan");
            case Operand.MatrixWeights o -> weights.matrix(o.matrix()).whole();
            case Operand.VectorWeights o -> weights.vector(o.vector()).whole();
            case Operand.Rotations o -> weights.rotations(o.rotary()).whole();
            case Operand.StepSection o -> step.range(o.section());
            case Operand.Tokens o -> tokens.whole();
            case Operand.Keys o -> keys.get(o.layer()).whole();
            case Operand.Values o -> values.get(o.layer()).whole();
        };
    }
}

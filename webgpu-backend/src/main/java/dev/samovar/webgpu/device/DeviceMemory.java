package dev.samovar.webgpu.device;

import dev.samovar.kernels.CacheType;
import dev.samovar.program.Op;
import dev.samovar.program.Program;
import dev.samovar.webgpu.BufferRange;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.GpuBuffer;
import dev.samovar.webgpu.Slabs;
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
    private final List<BufferRange> cache; // keys and values of each layer

    /**
     * @param pages of the cache
     * @param tokenCount tokens remembered, of all sequences
     */
    DeviceMemory(
            Gpu gpu,
            WeightStore weights,
            StepBuffer step,
            Program program,
            CacheType cacheType,
            int pages,
            int tokenCount) {
        this.weights = weights;
        this.step = step;
        tokens = gpu.buffer("tokens", tokenCount * 4L);
        List<Slabs.Part> parts = new ArrayList<>();
        for (Op.Attention attention : program.attentions()) {
            long bytes = pages
                    * cacheType.pageBytes(
                            attention.shape().kvHeads(), attention.shape().headDim());
            parts.add(new Slabs.Part("keys " + attention.layer(), bytes));
            parts.add(new Slabs.Part("values " + attention.layer(), bytes));
        }
        cache = Slabs.allocate(gpu, parts);
    }

    @Override
    public void reserve(List<Operand> operands) {
        weights.reserve(operands.stream()
                .filter(Operand.Constant.class::isInstance)
                .map(Operand.Constant.class::cast)
                .toList());
    }

    @Override
    public BufferRange range(Operand operand) {
        return switch (operand) {
            case Operand.Activations o -> throw new IllegalArgumentException("activations belong to a plan");
            case Operand.Constant o -> weights.range(o);
            case Operand.StepSection o -> step.range(o.section());
            case Operand.Tokens o -> tokens.whole();
            case Operand.Keys o -> cache.get(2 * o.layer());
            case Operand.Values o -> cache.get(2 * o.layer() + 1);
        };
    }
}

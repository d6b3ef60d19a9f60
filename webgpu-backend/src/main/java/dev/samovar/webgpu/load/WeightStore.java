package dev.samovar.webgpu.load;

import dev.samovar.kernels.RotationTable;
import dev.samovar.program.Matrix;
import dev.samovar.program.Rotary;
import dev.samovar.webgpu.BufferRange;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.Pipelines;
import dev.samovar.webgpu.Slabs;
import dev.samovar.webgpu.lowering.Operand;
import dev.samovar.webgpu.lowering.WeightMatrix;
import dev.samovar.webgpu.lowering.WeightVector;
import dev.samovar.weights.CpuWeights;
import dev.samovar.weights.Tensor;
import dev.samovar.weights.Weights;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/** Weights on the GPU, each brought there once, when first asked for. All calls may suspend. */
public final class WeightStore {
    private final Gpu gpu;
    private final Weights weights;
    private final CpuWeights vectorsOfFile;
    private final Repacker repacker;
    private final int contextLength;
    private final LongConsumer loadedBytes;
    private final Map<Operand.Constant, BufferRange> ranges = new HashMap<>();
    private final Set<Operand.Constant> loaded = new HashSet<>();

    /**
     * @param contextLength positions that rotation tables cover
     * @param loadedBytes told how many bytes of the file went by, after each tensor
     */
    public WeightStore(Gpu gpu, Pipelines pipelines, Weights weights, int contextLength, LongConsumer loadedBytes) {
        this.gpu = gpu;
        this.weights = weights;
        this.vectorsOfFile = new CpuWeights(weights);
        this.repacker = new Repacker(gpu, pipelines);
        this.contextLength = contextLength;
        this.loadedBytes = loadedBytes;
    }

    /** Makes room for those that have none yet, in as few buffers as hold them. */
    public void reserve(List<Operand.Constant> needed) {
        Set<Operand.Constant> added = new LinkedHashSet<>(needed);
        added.removeAll(ranges.keySet());
        List<Slabs.Part> parts = added.stream().map(this::part).toList();
        int next = 0;
        List<BufferRange> made = Slabs.allocate(gpu, parts);
        for (Operand.Constant constant : added) {
            ranges.put(constant, made.get(next++));
        }
    }

    /** @param constant for which there is room */
    public BufferRange range(Operand.Constant constant) {
        BufferRange range = ranges.get(constant);
        if (range == null) {
            throw new IllegalStateException(
                    "no room was made for " + part(constant).label());
        }
        if (!loaded.contains(constant)) {
            switch (constant) {
                case Operand.MatrixWeights o -> load(o.matrix(), range);
                case Operand.VectorWeights o -> load(o.vector(), range);
                case Operand.Rotations o -> write(RotationTable.words(o.rotary(), contextLength), range);
            }
            loaded.add(constant);
        }
        return range;
    }

    /** Frees what loading alone needed. */
    public void loaded() {
        repacker.release();
    }

    /** What the constant takes; bindings are never empty. */
    private Slabs.Part part(Operand.Constant constant) {
        return switch (constant) {
            case Operand.MatrixWeights o ->
                new Slabs.Part(
                        o.matrix().parts().get(0).tensor(), o.matrix().tiles().bytes());
            case Operand.VectorWeights o -> new Slabs.Part("vector", Math.max(16, words(o.vector()) * 4L));
            case Operand.Rotations o -> new Slabs.Part("rotations", Math.max(16, words(o.rotary()) * 4L));
        };
    }

    private static int words(WeightVector vector) {
        return (vector.size() + 3) / 4 * 4;
    }

    private int words(Rotary rotary) {
        return RotationTable.size(rotary, contextLength);
    }

    private void load(WeightMatrix matrix, BufferRange range) {
        for (int part = 0; part < matrix.parts().size(); part++) {
            Matrix from = matrix.parts().get(part);
            Tensor tensor = weights.require(from.tensor());
            repacker.repack(matrix, part, tensor, range);
            loadedBytes.accept(tensor.format().bytes((long) from.rows() * from.columns()));
        }
    }

    private void load(WeightVector vector, BufferRange range) {
        int[] words = new int[words(vector)];
        for (WeightVector.Part part : vector.parts()) {
            float[] values = vectorsOfFile.vector(part.vector());
            for (int i = 0; i < values.length; i++) {
                words[part.first() + part.pairs().place(i) * vector.rowStride()] =
                        Float.floatToRawIntBits(values[i] + part.plus());
            }
        }
        write(words, range);
    }

    private void write(int[] words, BufferRange range) {
        if (words.length > 0) {
            gpu.write(range.buffer(), range.offset(), words);
        }
    }
}

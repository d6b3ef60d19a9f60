package dev.samovar.webgpu.load;

import dev.samovar.kernels.RotationTable;
import dev.samovar.program.Matrix;
import dev.samovar.program.Rotary;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.GpuBuffer;
import dev.samovar.webgpu.Pipelines;
import dev.samovar.webgpu.lowering.WeightMatrix;
import dev.samovar.webgpu.lowering.WeightVector;
import dev.samovar.weights.CpuWeights;
import dev.samovar.weights.Tensor;
import dev.samovar.weights.Weights;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/** Weights on the GPU, each brought there once, when first asked for. All calls may suspend. */
public final class WeightStore {
    private final Gpu gpu;
    private final Weights weights;
    private final CpuWeights vectorsOfFile;
    private final Repacker repacker;
    private final int contextLength;
    private final LongConsumer loadedBytes;
    private final Map<WeightMatrix, GpuBuffer> matrices = new HashMap<>();
    private final Map<WeightVector, GpuBuffer> vectors = new HashMap<>();
    private final Map<Rotary, GpuBuffer> rotations = new HashMap<>();

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

    public GpuBuffer matrix(WeightMatrix matrix) {
        GpuBuffer buffer = matrices.get(matrix);
        if (buffer == null) {
            buffer = gpu.buffer(matrix.parts().get(0).tensor(), matrix.tiles().bytes());
            for (int part = 0; part < matrix.parts().size(); part++) {
                Matrix from = matrix.parts().get(part);
                Tensor tensor = weights.require(from.tensor());
                repacker.repack(matrix, part, tensor, buffer);
                loadedBytes.accept(tensor.format().bytes((long) from.rows() * from.columns()));
            }
            matrices.put(matrix, buffer);
        }
        return buffer;
    }

    public GpuBuffer vector(WeightVector vector) {
        GpuBuffer buffer = vectors.get(vector);
        if (buffer == null) {
            int[] words = new int[(vector.size() + 3) / 4 * 4];
            for (WeightVector.Part part : vector.parts()) {
                float[] values = vectorsOfFile.vector(part.vector());
                for (int i = 0; i < values.length; i++) {
                    words[part.first() + part.pairs().place(i) * vector.rowStride()] =
                            Float.floatToRawIntBits(values[i] + part.plus());
                }
            }
            buffer = written("vector", words);
            vectors.put(vector, buffer);
        }
        return buffer;
    }

    public GpuBuffer rotations(Rotary rotary) {
        GpuBuffer buffer = rotations.get(rotary);
        if (buffer == null) {
            buffer = written("rotations", RotationTable.words(rotary, contextLength));
            rotations.put(rotary, buffer);
        }
        return buffer;
    }

    /** Frees what loading alone needed. */
    public void loaded() {
        repacker.release();
    }

    private GpuBuffer written(String label, int[] words) {
        GpuBuffer buffer = gpu.buffer(label, Math.max(16, words.length * 4L));
        if (words.length > 0) {
            gpu.write(buffer, 0, words);
        }
        return buffer;
    }
}

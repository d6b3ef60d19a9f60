package dev.samovar.webgpu.device;

import dev.samovar.program.Matrix;
import dev.samovar.program.OpWeights;
import dev.samovar.program.Program;
import dev.samovar.program.Vector;
import dev.samovar.quant.F32;
import dev.samovar.quant.WeightFormat;
import dev.samovar.weights.MemorySource;
import dev.samovar.weights.RowOrder;
import dev.samovar.weights.Tensor;
import dev.samovar.weights.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Random weights in any file format: blocks of random bytes that happen to mean numbers of usual size. */
final class RandomTensors implements Weights {
    private final Random random = new Random(7);
    private final Map<String, Tensor> tensors = new HashMap<>();

    RandomTensors(Program program, WeightFormat format) {
        program.ops().forEach(op -> {
            OpWeights.matrices(op).forEach(matrix -> add(matrix, format));
            OpWeights.vectors(op).forEach(this::add);
        });
    }

    private void add(Matrix m, WeightFormat format) {
        var shape = m.transposed() ? List.of(m.columns(), m.rows()) : List.of(m.rows(), m.columns());
        tensors.put(m.tensor(), tensor(m.tensor(), shape, format));
    }

    private void add(Vector v) {
        tensors.put(v.tensor(), tensor(v.tensor(), List.of(v.size()), new F32()));
    }

    private Tensor tensor(String name, List<Integer> shape, WeightFormat format) {
        int elements = shape.stream().reduce(1, (a, b) -> a * b);
        byte[] bytes = new byte[Math.toIntExact(format.bytes(elements))];
        for (int at = 0; at < bytes.length; at += format.blockBytes()) {
            System.arraycopy(block(format), 0, bytes, at, format.blockBytes());
        }
        return new Tensor(name, format, shape, new MemorySource(name, bytes), 0, new RowOrder.Plain());
    }

    private byte[] block(WeightFormat format) {
        byte[] block = new byte[format.blockBytes()];
        float[] values = new float[format.blockElements()];
        float largest;
        do {
            random.nextBytes(block);
            format.decode(block, 0, values, 0, 1);
            largest = 0;
            for (float value : values) {
                largest = Math.max(largest, Math.abs(value)); // NaN stays NaN
            }
        } while (!(largest > 0.01 && largest < 2));
        return block;
    }

    @Override
    public Optional<Tensor> find(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    @Override
    public String description() {
        return "random tensors";
    }
}

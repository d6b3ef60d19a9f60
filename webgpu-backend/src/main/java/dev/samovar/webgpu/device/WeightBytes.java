package dev.samovar.webgpu.device;

import dev.samovar.program.Matrix;
import dev.samovar.program.OpWeights;
import dev.samovar.program.Program;
import dev.samovar.weights.Weights;
import java.util.HashSet;
import java.util.Set;

/** What of a file a program needs. */
final class WeightBytes {
    private WeightBytes() {}

    /** Bytes of all matrices in the file; vectors are too small to count. */
    static long of(Program program, Weights weights) {
        Set<Matrix> matrices = new HashSet<>();
        program.ops().forEach(op -> matrices.addAll(OpWeights.matrices(op)));
        long bytes = 0;
        for (Matrix matrix : matrices) {
            bytes += weights.require(matrix.tensor()).format().bytes((long) matrix.rows() * matrix.columns());
        }
        return bytes;
    }
}

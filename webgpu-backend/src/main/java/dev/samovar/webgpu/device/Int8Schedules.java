package dev.samovar.webgpu.device;

import dev.samovar.kernels.MatrixInt8Kernel;
import dev.samovar.kernels.MatrixInt8Kernel.Block;
import dev.samovar.kernels.Numbers;
import dev.samovar.kernels.QuantizeKernel;
import dev.samovar.webgpu.lowering.ContextLength;
import dev.samovar.webgpu.lowering.DerivedSchedules;
import dev.samovar.webgpu.lowering.MatrixSchedule;
import dev.samovar.webgpu.lowering.Schedules;
import dev.samovar.webgpu.lowering.WeightMatrix;
import java.util.List;

/**
 * Activations in eight bits wherever many tokens meet a matrix of four or eight bits; else the given schedules. For GPUs
 * without subgroup matrices twice as fast in prefill as floats, at some cost in accuracy.
 */
record Int8Schedules(Schedules others) implements DerivedSchedules {
    private static final int FEW_TOKENS = 4;

    /** Rows from which on there are enough wide blocks for every core of a large GPU. */
    private static final int MANY_ROWS = 2048;

    @Override
    public List<Schedules> decodeVariants(ContextLength length) {
        return others.decodeVariants(length).stream()
                .<Schedules>map(Int8Schedules::new)
                .toList();
    }

    @Override
    public MatrixSchedule matrix(WeightMatrix matrix, int tokens) {
        return candidates(matrix, tokens).get(0);
    }

    @Override
    public List<MatrixSchedule> candidates(WeightMatrix matrix, int tokens) {
        if (tokens <= FEW_TOKENS
                || !MatrixInt8Kernel.takes(matrix.layout(), matrix.group())
                || matrix.columns() % QuantizeKernel.GROUP != 0) {
            return others.candidates(matrix, tokens);
        }
        var wide = new MatrixSchedule.Int8(Block.WIDE, tokens);
        var small = new MatrixSchedule.Int8(Block.SMALL, tokens);
        return matrix.rows() >= MANY_ROWS ? List.of(wide, small) : List.of(small, wide);
    }

    @Override
    public boolean fusesNorms(int tokens) {
        return tokens <= FEW_TOKENS && others.fusesNorms(tokens);
    }

    @Override
    public Numbers numbers(int tokens) {
        return tokens <= FEW_TOKENS ? others.numbers(tokens) : Numbers.FLOATS;
    }
}

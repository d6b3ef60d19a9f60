package dev.samovar.webgpu;

import dev.samovar.program.AttentionShape;
import dev.samovar.program.Batch;
import dev.samovar.program.CpuInterpreter;
import dev.samovar.program.Matrix;
import dev.samovar.program.Program;
import dev.samovar.program.Recorder;
import dev.samovar.program.Rotary;
import dev.samovar.program.Vector;
import dev.samovar.program.WeightValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One attention with its rotation, run by the interpreter over a few steps. Queries, keys and values come from embedding
 * tables, one token for every (sequence, position), so that the whole is a program.
 *
 * @param steps what each step runs: for each sequence its first position and how many, {@code {{0, 5}, {0, 9}}}
 */
record AttentionCase(AttentionShape shape, int rotaryDim, int[][][] steps) {
    static final int CONTEXT = 320;

    int qWidth() {
        return shape.heads() * shape.headDim();
    }

    int kvWidth() {
        return shape.kvHeads() * shape.headDim();
    }

    int sequences() {
        return steps[0].length;
    }

    Rotary rotary() {
        List<Float> frequencies = IntStream.range(0, rotaryDim / 2)
                .mapToObj(i -> (float) Math.pow(10_000, -2.0 * i / rotaryDim))
                .toList();
        return new Rotary(shape.headDim(), frequencies, 1.25f);
    }

    /** [token · width], token = sequence · CONTEXT + position. */
    float[] table(String name, int width) {
        return RandomFloats.of(name.hashCode(), sequences() * CONTEXT * width);
    }

    Batch batch(int[][] runs) {
        List<Integer> sequences = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        for (int s = 0; s < runs.length; s++) {
            for (int i = 0; i < runs[s][1]; i++) {
                sequences.add(s);
                positions.add(runs[s][0] + i);
            }
        }
        int rows = sequences.size();
        return new Batch(
                IntStream.range(0, rows)
                        .map(t -> sequences.get(t) * CONTEXT + positions.get(t))
                        .toArray(),
                positions.stream().mapToInt(p -> p).toArray(),
                sequences.stream().mapToInt(s -> s).toArray(),
                IntStream.range(0, runs.length).mapToObj(this::pages).toList(),
                IntStream.range(0, rows).toArray());
    }

    /** Pages of the sequences interleaved and backwards: nothing may rely on their order. */
    private int[] pages(int sequence) {
        int pages = CONTEXT / Batch.PAGE;
        return IntStream.range(0, pages)
                .map(i -> (pages - 1 - i) * sequences() + sequence)
                .toArray();
    }

    /** What the attention of each step gives, [rows · heads · headDim]. */
    List<float[]> expected() {
        var r = new Recorder();
        int tokens = sequences() * CONTEXT;
        var q = r.rope(r.embed("q", tokens, qWidth()), rotary());
        var k = r.rope(r.embed("k", tokens, kvWidth()), rotary());
        var v = r.embed("v", tokens, kvWidth());
        Program program = r.program(r.attention(q, k, v, shape), CONTEXT);
        var interpreter = new CpuInterpreter(program, new Tables(), tokens / Batch.PAGE);
        return Arrays.stream(steps).map(runs -> interpreter.run(batch(runs))).toList();
    }

    private final class Tables implements WeightValues {
        private final Map<Matrix, float[]> tables = new HashMap<>();

        @Override
        public float[] matrix(Matrix matrix) {
            return tables.computeIfAbsent(matrix, m -> table(m.tensor().substring(0, 1), m.columns()));
        }

        @Override
        public float[] row(Matrix matrix, int row) {
            return Arrays.copyOfRange(matrix(matrix), row * matrix.columns(), (row + 1) * matrix.columns());
        }

        @Override
        public float[] vector(Vector vector) {
            throw new UnsupportedOperationException("attention has no vectors");
        }
    }
}

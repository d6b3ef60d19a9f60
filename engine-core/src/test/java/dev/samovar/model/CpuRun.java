package dev.samovar.model;

import dev.samovar.program.Batch;
import dev.samovar.program.CpuInterpreter;
import dev.samovar.program.Program;
import dev.samovar.weights.CpuWeights;
import dev.samovar.weights.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** One sequence on the interpreter, fed in chunks of any size. */
final class CpuRun {
    private static final int PAGES = 8;

    private final Program program;
    private final CpuInterpreter interpreter;
    private int position;

    CpuRun(Program program, Weights weights) {
        this.program = program;
        this.interpreter = new CpuInterpreter(program, new CpuWeights(weights), PAGES);
    }

    /** Logits of every token, [tokens][vocabulary]. */
    float[][] feed(int... tokens) {
        int start = position;
        position += tokens.length;
        var batch = new Batch(
                tokens,
                IntStream.range(start, position).toArray(),
                new int[tokens.length],
                List.of(IntStream.range(0, PAGES).map(i -> PAGES - 1 - i).toArray()), // pages lie anywhere
                IntStream.range(0, tokens.length).toArray());
        float[] logits = interpreter.run(batch);
        int width = program.vocabulary();
        return IntStream.range(0, tokens.length)
                .mapToObj(t -> Arrays.copyOfRange(logits, t * width, (t + 1) * width))
                .toArray(float[][]::new);
    }

    static int argmax(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        return best;
    }
}

package dev.samovar.verify;

import dev.samovar.checkpoint.Checkpoint;
import dev.samovar.model.Architectures;
import dev.samovar.program.Batch;
import dev.samovar.program.CpuInterpreter;
import dev.samovar.program.Program;
import dev.samovar.weights.CpuWeights;
import dev.samovar.weights.WeightCheck;
import dev.samovar.weights.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Logits as the interpreter computes them on the JVM. */
public final class InterpreterLogits {
    private InterpreterLogits() {}

    /** The logits [tokens][vocabulary] after each of these tokens. */
    public static float[][] of(Checkpoint checkpoint, int[] tokens) {
        return of(Architectures.of(checkpoint.config()).record(), checkpoint.weights(), tokens);
    }

    /** The same by any weights. */
    public static float[][] of(Program program, Weights weights, int[] tokens) {
        WeightCheck.check(program, weights);
        int[] rows = IntStream.range(0, tokens.length).toArray();
        int[] pages = IntStream.rangeClosed(0, tokens.length / Batch.PAGE).toArray();
        var interpreter = new CpuInterpreter(program, new CpuWeights(weights), pages.length);
        float[] logits = interpreter.run(new Batch(tokens, rows, new int[tokens.length], List.of(pages), rows));
        int width = program.vocabulary();
        return IntStream.of(rows)
                .mapToObj(t -> Arrays.copyOfRange(logits, t * width, (t + 1) * width))
                .toArray(float[][]::new);
    }
}

package dev.samovar.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.program.Program;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every architecture against transformers: logits at each position, greedy tokens, and chunked prefill. */
class GoldenTest {
    /** Of the largest logit of a row; both sides compute in float32 or better. */
    private static final float TOLERANCE = 1e-4f;

    @ParameterizedTest
    @MethodSource("dev.samovar.model.Golden#families")
    void matchesTransformers(String family) {
        Golden golden = Golden.read(family);
        Program program = Architectures.of(golden.checkpoint().config()).record();
        var run = new CpuRun(program, golden.checkpoint().weights());
        float[][] logits = run.feed(golden.inputIds());
        for (int t = 0; t < logits.length; t++) {
            float error = Golden.relativeError(golden.logits()[t], logits[t]);
            assertTrue(error <= TOLERANCE, family + " position " + t + ": largest error " + error);
        }

        int[] greedy = new int[golden.greedy().length];
        float[] last = logits[logits.length - 1];
        for (int i = 0; i < greedy.length; i++) {
            greedy[i] = CpuRun.argmax(last);
            last = run.feed(greedy[i])[0];
        }
        assertArrayEquals(golden.greedy(), greedy);
    }

    @ParameterizedTest
    @MethodSource("dev.samovar.model.Golden#families")
    void chunksOfPrefillMakeNoDifference(String family) {
        Golden golden = Golden.read(family);
        Program program = Architectures.of(golden.checkpoint().config()).record();
        float[][] whole = new CpuRun(program, golden.checkpoint().weights()).feed(golden.inputIds());
        for (int chunk : new int[] {1, 7, 33}) {
            var run = new CpuRun(program, golden.checkpoint().weights());
            for (int start = 0; start < whole.length; start += chunk) {
                int end = Math.min(whole.length, start + chunk);
                float[][] part = run.feed(Arrays.copyOfRange(golden.inputIds(), start, end));
                for (int t = start; t < end; t++) {
                    assertArrayEquals(whole[t], part[t - start], family + " chunk " + chunk + " position " + t);
                }
            }
        }
    }
}

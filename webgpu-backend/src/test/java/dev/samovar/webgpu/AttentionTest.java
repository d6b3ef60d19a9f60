package dev.samovar.webgpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.samovar.kernels.CacheType;
import dev.samovar.program.AttentionShape;
import dev.samovar.webgpu.playwright.SoftwareGpu;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attention of every schedule against the interpreter: odd sizes, several sequences, prefill and decode rows mixed. */
@ExtendWith(SoftwareGpu.class)
class AttentionTest {

    /** Prompts of two lengths; a decode row, a chunk over a page's end and nothing; decode rows deep in the context. */
    private static final int[][][] STEPS = {
        {{0, 37}, {0, 5}, {0, 70}},
        {{37, 1}, {5, 41}, {70, 0}},
        {{38, 1}, {46, 1}, {70, 130}},
        {{39, 1}, {47, 1}, {200, 1}}
    };

    private static AttentionCase shape(int heads, int kvHeads, int headDim, int rotaryDim) {
        return new AttentionCase(AttentionShape.causal(heads, kvHeads, headDim), rotaryDim, STEPS);
    }

    static Stream<AttentionCase> cases() {
        return Stream.of(
                shape(9, 3, 64, 64),
                shape(7, 1, 16, 8),
                shape(3, 3, 20, 6),
                shape(8, 1, 24, 0),
                shape(2, 1, 256, 256),
                new AttentionCase(new AttentionShape(4, 2, 32, 0.3f, 33, 0), 32, STEPS),
                new AttentionCase(new AttentionShape(4, 2, 32, 2f, 1, 0), 32, STEPS),
                new AttentionCase(new AttentionShape(5, 1, 36, 1.5f, 0, 3), 16, STEPS));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void floatsMatchTheInterpreter(AttentionCase given, Gpu gpu) {
        check(given, gpu, CacheType.F32, 2e-5f);
    }

    /** A few: kernels compile slowly on the software adapter. */
    static Stream<AttentionCase> casesOfHalves() {
        return Stream.of(shape(9, 3, 64, 64), shape(3, 3, 20, 6));
    }

    @ParameterizedTest
    @MethodSource("casesOfHalves")
    void halvesMatchToTheirPrecision(AttentionCase given, Gpu gpu) {
        check(given, gpu, CacheType.F16, 4e-3f);
    }

    private static void check(AttentionCase given, Gpu gpu, CacheType type, float tolerance) {
        List<float[]> expected = given.expected();
        int[][] schedules = {{32, 1, 3}, {70, 3, 4}}; // threads, splits, rows of a tile; kernels compile slowly here
        var run = new AttentionRun(gpu, given, type);
        for (int step = 0; step < STEPS.length; step++) {
            int[] schedule = schedules[step % 2];
            float[] actual = run.step(given.batch(STEPS[step]), schedule[0], schedule[1], schedule[2]);
            for (int i = 0; i < actual.length; i++) {
                assertEquals(expected.get(step)[i], actual[i], tolerance, "step " + step + ", number " + i);
            }
        }
    }
}

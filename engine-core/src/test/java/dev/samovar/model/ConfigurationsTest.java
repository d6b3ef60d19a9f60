package dev.samovar.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.program.Program;
import dev.samovar.weights.WeightCheck;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every family in many configurations against transformers, in the spelling of published files and of new ones. */
class ConfigurationsTest {
    /** Of the largest logit of a row. */
    private static final float TOLERANCE = 1e-4f;

    @ParameterizedTest
    @MethodSource("dev.samovar.model.Configuration#all")
    void matchesTransformers(Configuration given) {
        var checkpoint = given.checkpoint("config");
        Program program = given.program("config");
        WeightCheck.check(program, checkpoint.weights());
        var run = new CpuRun(program, checkpoint.weights());
        float[][] logits = run.feed(given.inputIds());
        for (int i = 0; i < given.rows().length; i++) {
            float error = Golden.relativeError(given.logits()[i], logits[given.rows()[i]]);
            assertTrue(error <= TOLERANCE, given + " position " + given.rows()[i] + ": largest error " + error);
        }
        int[] greedy = new int[given.greedy().length];
        float[] last = logits[logits.length - 1];
        for (int i = 0; i < greedy.length; i++) {
            greedy[i] = CpuRun.argmax(last);
            last = run.feed(greedy[i])[0];
        }
        assertArrayEquals(given.greedy(), greedy);
    }

    @ParameterizedTest
    @MethodSource("dev.samovar.model.Configuration#all")
    void bothSpellingsAreOneModel(Configuration given) {
        assertEquals(given.program("config"), given.program("saved"));
    }
}

package dev.samovar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanCommandTest {

    @ParameterizedTest
    @CsvSource({"random:SmolLM2-135M, 30", "random:Qwen2-0.5B, 24", "random:Mistral-7B, 32"})
    void fiveDispatchesALayerOnGpus(String model, int layers) {
        String plan = run("plan", model).out();
        int embeddingAndHead = 2;
        assertTrue(plan.contains("in " + (5 * layers + embeddingAndHead) + " dispatches"), plan);
    }

    @Test
    void eightOnProcessors() {
        String plan = run("plan", "--kind", "software", "random:SmolLM2-135M").out();
        int embeddingNormAndHead = 3;
        assertTrue(plan.contains("in " + (8 * 30 + embeddingNormAndHead) + " dispatches"), plan);
    }

    @Test
    void foldersToo() {
        CommandRun run = run("plan", "--rows", "5", "../goldens/mixtral");
        assertEquals(0, run.exit(), run.err());
        assertTrue(run.out().contains("Experts"), run.out());
    }

    @Test
    void weightsAndCacheAsTheyAreLoaded() {
        String asItIs = run("plan", "../goldens/llama3").out();
        String small = run("plan", "--quantize", "q4", "--kv-cache", "q8", "../goldens/llama3")
                .out();
        assertTrue(asItIs.contains("f16") && !asItIs.contains("q4"), asItIs);
        assertTrue(small.contains("q4") && small.contains("q8"), small);
    }

    @Test
    void activationsInEightBits() {
        String floats = run("plan", "--rows", "64", "random:SmolLM2-135M").out();
        String bytes = run("plan", "--rows", "64", "--activations", "int8", "random:SmolLM2-135M")
                .out();
        assertTrue(!floats.contains("matrix-int8.q4"), floats);
        assertTrue(bytes.contains("quantize") && bytes.contains("matrix-int8.q4"), bytes);
    }

    @Test
    void aStepHasRows() {
        CommandRun run = run("plan", "--rows", "0", "random:SmolLM2-135M");
        assertEquals(1, run.exit());
        assertTrue(run.err().contains("--rows must be at least 1"), run.err());
    }

    private static CommandRun run(String... arguments) {
        return CommandRun.of("", arguments);
    }
}

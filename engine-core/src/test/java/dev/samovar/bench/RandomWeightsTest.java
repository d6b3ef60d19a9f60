package dev.samovar.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.json.Json;
import dev.samovar.model.Architectures;
import dev.samovar.model.Config;
import dev.samovar.program.Batch;
import dev.samovar.program.CpuInterpreter;
import dev.samovar.program.OpWeights;
import dev.samovar.program.Program;
import dev.samovar.weights.CpuWeights;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RandomWeightsTest {

    @ParameterizedTest
    @EnumSource
    void everyShapeHasAllItsWeights(BenchShape shape) {
        Program program = Architectures.of(shape.config()).record();
        var weights = RandomWeights.of(shape.modelName(), program);
        for (var op : program.ops()) {
            OpWeights.matrices(op).forEach(w -> {
                var tensor = weights.require(w.tensor());
                assertTrue(tensor.shape().get(0) >= w.firstRow() + w.rows(), w.tensor());
                assertEquals(w.columns(), tensor.shape().get(1), w.tensor());
            });
            OpWeights.vectors(op).forEach(v -> weights.require(v.tensor()));
        }
    }

    @Test
    void activationsStayInRangeAndDiffer() {
        var config = new Config(Json.parse("""
                {"model_type": "llama", "vocab_size": 100, "hidden_size": 64, "intermediate_size": 96,
                 "num_hidden_layers": 8, "num_attention_heads": 4, "num_key_value_heads": 2}"""), "small");
        Program program = Architectures.of(config).record();
        var interpreter = new CpuInterpreter(program, new CpuWeights(RandomWeights.of("small", program)), 1);
        float[] logits = interpreter.run(
                new Batch(new int[] {1, 2, 3}, new int[] {0, 1, 2}, new int[3], List.of(new int[] {0}), new int[] {2}));
        for (float logit : logits) {
            assertTrue(Math.abs(logit) < 100, "logit " + logit);
        }
        assertTrue(Arrays.stream(new int[] {1, 2, 3}).allMatch(i -> logits[i] != logits[0]));
    }

    @Test
    void readsAcrossThePeriod() {
        var blocks = new RandomBlocks("w");
        byte[] whole = blocks.read(18 * 4000, 18 * 200);
        assertArrayEquals(Arrays.copyOfRange(whole, 18 * 96, 18 * 200), blocks.read(0, 18 * 104));
    }
}

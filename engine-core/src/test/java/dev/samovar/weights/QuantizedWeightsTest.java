package dev.samovar.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.model.Architectures;
import dev.samovar.model.Golden;
import dev.samovar.program.Program;
import dev.samovar.quant.Quantization;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantizedWeightsTest {

    /**
     * Root-mean-square errors of logits, relative to their spread. A step of four bits is 16 times one of eight, and so are
     * the errors.
     */
    @ParameterizedTest
    @ValueSource(strings = {"llama3", "qwen3", "gemma3", "phi3", "gpt2"})
    void errorsAreAStepsSize(String family) {
        double q4 = error(family, Quantization.Q4);
        double q8 = error(family, Quantization.Q8);
        assertTrue(q8 < 0.05, family + ": error " + q8 + " with q8");
        assertTrue(q4 > 8 * q8 && q4 < 32 * q8, family + ": errors " + q4 + " with q4, " + q8 + " with q8");
    }

    /** By the names that follow the layer's number. */
    @ParameterizedTest
    @CsvSource({
        "mixtral, model.embed_tokens.weight lm_head.weight self_attn.q_proj.weight self_attn.k_proj.weight "
                + "self_attn.v_proj.weight self_attn.o_proj.weight block_sparse_moe.experts.weight",
        "gpt2, transformer.wte.weight attn.c_attn.weight attn.c_proj.weight mlp.c_fc.weight mlp.c_proj.weight",
    })
    void onlyLinearsExpertsAndTablesOfTokens(String family, String names) {
        Golden golden = Golden.read(family);
        Program program = Architectures.of(golden.checkpoint().config()).record();
        Weights stored = golden.checkpoint().weights();
        Weights quantized = new QuantizedWeights(program, stored, Quantization.Q4);
        Set<String> changed = new TreeSet<>();
        for (String name : WantedShapes.of(program).keySet()) {
            if (!quantized.require(name).format().equals(stored.require(name).format())) {
                changed.add(name.replaceAll(".*layers\\.\\d+\\.|.*\\.h\\.\\d+\\.", "")
                        .replaceAll("experts\\.\\d+\\.w\\d", "experts"));
            }
        }
        assertEquals(new TreeSet<>(Set.of(names.split(" "))), changed);
    }

    private static double error(String family, Quantization quantization) {
        Golden golden = Golden.read(family);
        Program program = Architectures.of(golden.checkpoint().config()).record();
        float[][] logits = golden.computed(
                golden.checkpoint().config(),
                new QuantizedWeights(program, golden.checkpoint().weights(), quantization));
        double errors = 0;
        double squares = 0;
        for (int t = 0; t < logits.length; t++) {
            for (int i = 0; i < logits[t].length; i++) {
                errors += Math.pow(logits[t][i] - golden.logits()[t][i], 2);
                squares += Math.pow(golden.logits()[t][i], 2);
            }
        }
        return Math.sqrt(errors / squares);
    }
}

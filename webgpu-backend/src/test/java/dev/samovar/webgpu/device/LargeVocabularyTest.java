package dev.samovar.webgpu.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.engine.DeviceOptions;
import dev.samovar.engine.Engine;
import dev.samovar.json.Json;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.model.Configuration;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.playwright.SoftwareGpu;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** More logits than the device keeps of a step of prompt tokens are still told, in smaller steps. */
@ExtendWith(SoftwareGpu.class)
class LargeVocabularyTest {
    private static final int VOCABULARY = 300_000;

    @Test
    void logitsOfEveryTokenAreTold(Gpu gpu) {
        var model = new Configuration("llama", Json.parse("""
                {"case": "large vocabulary", "input_ids": [1], "greedy": [],
                 "config": {"model_type": "llama", "vocab_size": 300000, "hidden_size": 2, "intermediate_size": 1,
                  "num_hidden_layers": 1, "num_attention_heads": 1, "tie_word_embeddings": true,
                  "max_position_embeddings": 64},
                 "tensors": {"model.embed_tokens.weight": [300000, 2], "model.norm.weight": [2],
                  "model.layers.0.input_layernorm.weight": [2], "model.layers.0.post_attention_layernorm.weight": [2],
                  "model.layers.0.mlp.gate_proj.weight": [1, 2], "model.layers.0.mlp.up_proj.weight": [1, 2],
                  "model.layers.0.mlp.down_proj.weight": [2, 1], "model.layers.0.self_attn.q_proj.weight": [2, 2],
                  "model.layers.0.self_attn.k_proj.weight": [2, 2], "model.layers.0.self_attn.v_proj.weight": [2, 2],
                  "model.layers.0.self_attn.o_proj.weight": [2, 2]}}"""));
        Engine engine = Engine.load(
                new WebGpuDevice(gpu, new KernelLibrary(), Settings.of(gpu.adapter())),
                model.program("config"),
                model.checkpoint("config").weights(),
                new DeviceOptions(64, 1),
                (loaded, total, stage) -> {});
        int[] tokens = IntStream.range(0, 30).map(i -> i * 7000).toArray();
        assertTrue(engine.loaded().logitRows() < tokens.length, "the test needs more rows than the device keeps");
        List<float[]> logits = engine.evaluate(tokens, tokens.length);
        assertEquals(tokens.length, logits.size());
        for (float[] row : logits) {
            assertEquals(VOCABULARY, row.length);
        }
    }
}

package dev.samovar.model;

import dev.samovar.program.Matrix;
import dev.samovar.program.Program;
import dev.samovar.program.Recorder;
import dev.samovar.program.Value;
import dev.samovar.program.Vector;
import java.util.Optional;

/**
 * Phi-1.5 and Phi-2: attention and a plain MLP side by side, layer norms, biases everywhere.
 *
 * @param headNorm whether each head of queries and keys is normalised
 */
public record Phi2(DecoderConfig config, boolean headNorm) implements Architecture {
    private static final String DEFAULTS = """
            {"layer_norm_eps": 1e-5, "hidden_act": "gelu_new", "partial_rotary_factor": 0.5}""";

    static Phi2 of(Config published) {
        Config config = published.withDefaults(DEFAULTS);
        return new Phi2(DecoderConfig.of(config), config.flag("qk_layernorm", false));
    }

    @Override
    public Program record() {
        DecoderConfig c = config;
        var model = new Recorder();
        var x = model.embed("model.embed_tokens", c.vocabulary(), c.hidden()); // [T, hidden]
        for (int i = 0; i < c.layers(); i++) {
            var layer = model.in("model.layers." + i);
            var h = layer.layerNorm(x, "input_layernorm", c.normEps());
            var q = layer.linearWithBias(h, "self_attn.q_proj", c.queryWidth()); // [T, heads·headDim]
            var k = layer.linearWithBias(h, "self_attn.k_proj", c.kvWidth()); // [T, kvHeads·headDim]
            var v = layer.linearWithBias(h, "self_attn.v_proj", c.kvWidth());
            if (headNorm) {
                q = layer.headLayerNorm(
                        q, "self_attn.q_layernorm", c.attention().headDim(), c.normEps());
                k = layer.headLayerNorm(
                        k, "self_attn.k_layernorm", c.attention().headDim(), c.normEps());
            }
            var a = layer.attention(layer.rope(q, c.rotary()), layer.rope(k, c.rotary()), v, c.attention());
            var attended = layer.linearWithBias(a, "self_attn.dense", c.hidden());
            x = layer.add(layer.add(attended, mlp(layer, h)), x);
        }
        var last = model.layerNorm(model.logitRows(x), "model.final_layernorm", c.normEps());
        var head = new Matrix(c.head() + ".weight", c.vocabulary(), c.hidden(), 0, false);
        var bias = new Vector("lm_head.bias", c.vocabulary(), 0); // also where the matrix is tied
        return model.program(model.linear(last, head, Optional.of(bias)), c.contextLength());
    }

    /** [T, hidden] → [T, hidden]. */
    private Value mlp(Recorder layer, Value h) {
        var wide = layer.linearWithBias(h, "mlp.fc1", config.intermediate()); // [T, intermediate]
        return layer.linearWithBias(layer.activation(wide, config.activation()), "mlp.fc2", config.hidden());
    }
}

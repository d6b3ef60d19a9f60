package dev.samovar.model;

import dev.samovar.program.Program;
import dev.samovar.program.Recorder;
import dev.samovar.program.Value;

/** GPT-NeoX and Pythia: layer norms, one fused projection, attention and MLP side by side. */
public record GptNeoX(DecoderConfig config, boolean parallel, boolean bias) implements Architecture {
    private static final String DEFAULTS = """
            {"layer_norm_eps": 1e-5, "hidden_act": "gelu", "rotary_pct": 0.25, "rotary_emb_base": 10000}""";

    static GptNeoX of(Config published) {
        Config spelled = published.withDefaults(DEFAULTS);
        Config config =
                spelled.withAlias("partial_rotary_factor", "rotary_pct").withAlias("rope_theta", "rotary_emb_base");
        return new GptNeoX(
                DecoderConfig.of(config),
                config.flag("use_parallel_residual", true),
                config.flag("attention_bias", true));
    }

    @Override
    public Program record() {
        DecoderConfig c = config;
        int width = c.queryWidth();
        var model = new Recorder();
        var x = model.embed("gpt_neox.embed_in", c.vocabulary(), c.hidden()); // [T, hidden]
        for (int i = 0; i < c.layers(); i++) {
            var layer = model.in("gpt_neox.layers." + i);
            var h = layer.layerNorm(x, "input_layernorm", c.normEps());
            var q = layer.rope(layer.linearRows(h, "attention.query_key_value", 0, width, bias), c.rotary());
            var k = layer.rope(layer.linearRows(h, "attention.query_key_value", width, width, bias), c.rotary());
            var v = layer.linearRows(h, "attention.query_key_value", 2 * width, width, bias); // [T, heads·headDim]
            var a = layer.attention(q, k, v, c.attention());
            var attended = layer.add(x, layer.linear(a, "attention.dense", c.hidden(), bias));
            var m = layer.layerNorm(parallel ? x : attended, "post_attention_layernorm", c.normEps());
            x = layer.add(attended, mlp(layer, m));
        }
        var last = model.layerNorm(model.logitRows(x), "gpt_neox.final_layer_norm", c.normEps());
        var head = c.tiedHead() ? "gpt_neox.embed_in" : "lm_head";
        return model.program(model.linear(last, head, c.vocabulary()), c.contextLength());
    }

    /** [T, hidden] → [T, hidden]. */
    private Value mlp(Recorder layer, Value m) {
        var wide = layer.linearWithBias(m, "mlp.dense_h_to_4h", config.intermediate()); // [T, intermediate]
        var active = layer.activation(wide, config.activation());
        return layer.linearWithBias(active, "mlp.dense_4h_to_h", config.hidden());
    }
}

package dev.samovar.model;

import dev.samovar.program.Program;
import dev.samovar.program.Recorder;

/** OLMo 2: norms after each part only, and over all heads of queries and keys at once. */
public record Olmo2(DecoderConfig config, boolean bias) implements Architecture {
    private static final String DEFAULTS = """
            {"rms_norm_eps": 1e-5}""";

    static Olmo2 of(Config published) {
        Config config = published.withDefaults(DEFAULTS);
        return new Olmo2(DecoderConfig.of(config), config.flag("attention_bias", false));
    }

    @Override
    public Program record() {
        DecoderConfig c = config;
        var model = new Recorder();
        var x = model.embed("model.embed_tokens", c.vocabulary(), c.hidden()); // [T, hidden]
        for (int i = 0; i < c.layers(); i++) {
            var layer = model.in("model.layers." + i);
            var q = layer.rmsNorm(
                    layer.linear(x, "self_attn.q_proj", c.queryWidth(), bias), "self_attn.q_norm", c.normEps());
            var k = layer.rmsNorm(
                    layer.linear(x, "self_attn.k_proj", c.kvWidth(), bias), "self_attn.k_norm", c.normEps());
            var v = layer.linear(x, "self_attn.v_proj", c.kvWidth(), bias); // [T, kvHeads·headDim]
            var a = layer.attention(layer.rope(q, c.rotary()), layer.rope(k, c.rotary()), v, c.attention());
            var o = layer.linear(a, "self_attn.o_proj", c.hidden(), bias); // [T, hidden]
            x = layer.add(x, layer.rmsNorm(o, "post_attention_layernorm", c.normEps()));
            var f = GatedMlp.record(layer, x, c, false);
            x = layer.add(x, layer.rmsNorm(f, "post_feedforward_layernorm", c.normEps()));
        }
        var last = model.rmsNorm(model.logitRows(x), "model.norm", c.normEps());
        return model.program(model.linear(last, c.head(), c.vocabulary()), c.contextLength());
    }
}

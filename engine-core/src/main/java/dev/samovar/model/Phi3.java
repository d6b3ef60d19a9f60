package dev.samovar.model;

import dev.samovar.program.Program;
import dev.samovar.program.Recorder;

/** Phi-3, Phi-3.5, Phi-4-mini: Llama with fused projections, partial rotary embedding and two sets of its factors. */
public record Phi3(DecoderConfig config, Windows windows) implements Architecture {
    private static final String DEFAULTS = """
            {"rms_norm_eps": 1e-5, "max_position_embeddings": 4096, "original_max_position_embeddings": 4096}""";

    static Phi3 of(Config published) {
        Config config = published.withDefaults(DEFAULTS);
        return new Phi3(DecoderConfig.of(config), Windows.of(config, layer -> true));
    }

    @Override
    public Program record() {
        DecoderConfig c = config;
        int queries = c.queryWidth();
        int keys = c.kvWidth();
        var model = new Recorder();
        var x = model.embed("model.embed_tokens", c.vocabulary(), c.hidden()); // [T, hidden]
        for (int i = 0; i < c.layers(); i++) {
            var layer = model.in("model.layers." + i);
            var h = layer.rmsNorm(x, "input_layernorm", c.normEps());
            var q = layer.rope(
                    layer.linearRows(h, "self_attn.qkv_proj", 0, queries, false), c.rotary()); // [T, heads·headDim]
            var k = layer.rope(layer.linearRows(h, "self_attn.qkv_proj", queries, keys, false), c.rotary());
            var v = layer.linearRows(h, "self_attn.qkv_proj", queries + keys, keys, false); // [T, kvHeads·headDim]
            var a = layer.attention(q, k, v, windows.of(c.attention(), i));
            x = layer.add(x, layer.linear(a, "self_attn.o_proj", c.hidden()));
            var m = layer.rmsNorm(x, "post_attention_layernorm", c.normEps());
            var gate = layer.activation(
                    layer.linearRows(m, "mlp.gate_up_proj", 0, c.intermediate(), false), c.activation());
            var up = layer.linearRows(
                    m, "mlp.gate_up_proj", c.intermediate(), c.intermediate(), false); // [T, intermediate]
            x = layer.add(x, layer.linear(layer.multiply(gate, up), "mlp.down_proj", c.hidden()));
        }
        var last = model.rmsNorm(model.logitRows(x), "model.norm", c.normEps());
        return model.program(model.linear(last, c.head(), c.vocabulary()), c.contextLength());
    }
}

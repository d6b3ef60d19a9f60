package dev.samovar.model;

import dev.samovar.program.ActivationKind;
import dev.samovar.program.Program;
import dev.samovar.program.Recorder;

/** Llama 2/3, SmolLM2: pre-norm, rotary, grouped-query attention, gated MLP. */
public record Llama(LlamaConfig config) implements Architecture {

    @Override
    public Program record() {
        LlamaConfig c = config;
        var model = new Recorder();
        var x = model.embed("model.embed_tokens", c.vocabulary(), c.hidden()); // [T, hidden]
        for (int i = 0; i < c.layers(); i++) {
            var layer = model.in("model.layers." + i);
            var h = layer.rmsNorm(x, "input_layernorm", c.normEps());
            var q = layer.rope(layer.linear(h, "self_attn.q_proj", c.queryWidth()), c.rotary()); // [T, heads·headDim]
            var k = layer.rope(layer.linear(h, "self_attn.k_proj", c.kvWidth()), c.rotary()); // [T, kvHeads·headDim]
            var v = layer.linear(h, "self_attn.v_proj", c.kvWidth());
            var a = layer.attention(q, k, v, c.attention()); // appends k, v; causal over the cache
            x = layer.add(x, layer.linear(a, "self_attn.o_proj", c.hidden()));
            var m = layer.rmsNorm(x, "post_attention_layernorm", c.normEps());
            var gate = layer.activation(layer.linear(m, "mlp.gate_proj", c.intermediate()), ActivationKind.SILU);
            var up = layer.linear(m, "mlp.up_proj", c.intermediate()); // [T, intermediate]
            x = layer.add(x, layer.linear(layer.multiply(gate, up), "mlp.down_proj", c.hidden()));
        }
        var last = model.rmsNorm(model.logitRows(x), "model.norm", c.normEps());
        var head = c.tiedHead() ? "model.embed_tokens" : "lm_head";
        return model.program(model.linear(last, head, c.vocabulary()), c.contextLength());
    }
}

package dev.samovar.model;

import dev.samovar.program.Program;
import dev.samovar.program.Recorder;

/**
 * Llama 2/3, SmolLM2, Mistral, Qwen2: pre-norm, rotary, grouped-query attention, gated MLP.
 *
 * @param qkvBias whether the projections to queries, keys and values have biases
 * @param outputBias whether the attention's output projection has one
 */
public record Llama(DecoderConfig config, Windows windows, boolean qkvBias, boolean outputBias, boolean mlpBias)
        implements Architecture {

    static Llama of(Config config) {
        boolean bias = config.flag("attention_bias", false);
        return new Llama(DecoderConfig.of(config), Windows.none(), bias, bias, config.flag("mlp_bias", false));
    }

    @Override
    public Program record() {
        DecoderConfig c = config;
        var model = new Recorder();
        var x = model.embed("model.embed_tokens", c.vocabulary(), c.hidden()); // [T, hidden]
        for (int i = 0; i < c.layers(); i++) {
            var layer = model.in("model.layers." + i);
            var h = layer.rmsNorm(x, "input_layernorm", c.normEps());
            var q = layer.rope(layer.linear(h, "self_attn.q_proj", c.queryWidth(), qkvBias), c.rotary());
            var k = layer.rope(layer.linear(h, "self_attn.k_proj", c.kvWidth(), qkvBias), c.rotary());
            var v = layer.linear(h, "self_attn.v_proj", c.kvWidth(), qkvBias); // [T, kvHeads·headDim]
            var a = layer.attention(q, k, v, windows.of(c.attention(), i)); // appends k, v; causal over the cache
            x = layer.add(x, layer.linear(a, "self_attn.o_proj", c.hidden(), outputBias));
            var m = layer.rmsNorm(x, "post_attention_layernorm", c.normEps());
            x = layer.add(x, GatedMlp.record(layer, m, c, mlpBias));
        }
        var last = model.rmsNorm(model.logitRows(x), "model.norm", c.normEps());
        return model.program(model.linear(last, c.head(), c.vocabulary()), c.contextLength());
    }
}

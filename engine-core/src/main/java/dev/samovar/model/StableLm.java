package dev.samovar.model;

import dev.samovar.program.Program;
import dev.samovar.program.Recorder;

/**
 * StableLM: Llama with layer norms and partial rotary embedding; attention and MLP may run side by side.
 *
 * @param headNorms whether each head of queries and keys is normalised, with a gain of its own
 */
public record StableLm(DecoderConfig config, boolean qkvBias, boolean headNorms, boolean parallel)
        implements Architecture {
    private static final String DEFAULTS = """
            {"num_key_value_heads": 32, "layer_norm_eps": 1e-5, "partial_rotary_factor": 0.25,
             "max_position_embeddings": 4096}""";

    static StableLm of(Config published) {
        Config config = published.withDefaults(DEFAULTS);
        return new StableLm(
                DecoderConfig.of(config),
                config.flag("use_qkv_bias", false),
                config.flag("qk_layernorm", false),
                config.flag("use_parallel_residual", false));
    }

    @Override
    public Program record() {
        DecoderConfig c = config;
        var model = new Recorder();
        var x = model.embed("model.embed_tokens", c.vocabulary(), c.hidden()); // [T, hidden]
        for (int i = 0; i < c.layers(); i++) {
            var layer = model.in("model.layers." + i);
            var h = layer.layerNorm(x, "input_layernorm", c.normEps());
            var q = layer.linear(h, "self_attn.q_proj", c.queryWidth(), qkvBias); // [T, heads·headDim]
            var k = layer.linear(h, "self_attn.k_proj", c.kvWidth(), qkvBias); // [T, kvHeads·headDim]
            var v = layer.linear(h, "self_attn.v_proj", c.kvWidth(), qkvBias);
            if (headNorms) {
                int headDim = c.attention().headDim();
                q = layer.eachHeadLayerNorm(q, "self_attn.q_layernorm.norms", headDim, c.normEps());
                k = layer.eachHeadLayerNorm(k, "self_attn.k_layernorm.norms", headDim, c.normEps());
            }
            var a = layer.attention(layer.rope(q, c.rotary()), layer.rope(k, c.rotary()), v, c.attention());
            x = layer.add(x, layer.linear(a, "self_attn.o_proj", c.hidden()));
            var m = parallel ? h : layer.layerNorm(x, "post_attention_layernorm", c.normEps());
            x = layer.add(x, GatedMlp.record(layer, m, c, false));
        }
        var last = model.layerNorm(model.logitRows(x), "model.norm", c.normEps());
        return model.program(model.linear(last, c.head(), c.vocabulary()), c.contextLength());
    }
}

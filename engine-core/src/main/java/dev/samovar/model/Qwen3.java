package dev.samovar.model;

import dev.samovar.program.AttentionShape;
import dev.samovar.program.Program;
import dev.samovar.program.Recorder;
import dev.samovar.program.Value;

/** Qwen3: every head of queries and keys is normalised before it turns. */
public record Qwen3(DecoderConfig config, Windows windows, boolean bias) implements Architecture {
    private static final String DEFAULTS = """
            {"num_key_value_heads": 32, "head_dim": 128, "max_position_embeddings": 32768, "sliding_window": 4096}""";

    static Qwen3 of(Config published) {
        Config config = published.withDefaults(DEFAULTS);
        return new Qwen3(DecoderConfig.of(config), Qwen2.windows(config), config.flag("attention_bias", false));
    }

    @Override
    public Program record() {
        DecoderConfig c = config;
        var model = new Recorder();
        var x = model.embed("model.embed_tokens", c.vocabulary(), c.hidden()); // [T, hidden]
        for (int i = 0; i < c.layers(); i++) {
            var layer = model.in("model.layers." + i);
            var h = layer.rmsNorm(x, "input_layernorm", c.normEps());
            x = layer.add(x, attention(layer, h, c, windows.of(c.attention(), i), bias));
            var m = layer.rmsNorm(x, "post_attention_layernorm", c.normEps());
            x = layer.add(x, GatedMlp.record(layer, m, c, false));
        }
        var last = model.rmsNorm(model.logitRows(x), "model.norm", c.normEps());
        return model.program(model.linear(last, c.head(), c.vocabulary()), c.contextLength());
    }

    /** [T, hidden] → [T, hidden]; shared with {@link Qwen3Moe}. */
    static Value attention(Recorder layer, Value h, DecoderConfig c, AttentionShape shape, boolean bias) {
        var q = layer.linear(h, "self_attn.q_proj", c.queryWidth(), bias); // [T, heads·headDim]
        var k = layer.linear(h, "self_attn.k_proj", c.kvWidth(), bias); // [T, kvHeads·headDim]
        var v = layer.linear(h, "self_attn.v_proj", c.kvWidth(), bias);
        q = layer.headRmsNorm(q, "self_attn.q_norm", shape.headDim(), 0, c.normEps());
        k = layer.headRmsNorm(k, "self_attn.k_norm", shape.headDim(), 0, c.normEps());
        var a = layer.attention(layer.rope(q, c.rotary()), layer.rope(k, c.rotary()), v, shape);
        return layer.linear(a, "self_attn.o_proj", c.hidden(), bias);
    }
}

package dev.samovar.model;

import dev.samovar.program.AttentionShape;
import dev.samovar.program.Program;
import dev.samovar.program.Recorder;

/**
 * Gemma 2: norms before and after each part, windows in every other layer, capped scores and logits.
 *
 * @param attention with the family's own scale and cap
 * @param logitCap 0 for none
 */
public record Gemma2(
        DecoderConfig config, AttentionShape attention, Windows windows, float gainOffset, boolean bias, float logitCap)
        implements Architecture {
    private static final String DEFAULTS = """
            {"num_key_value_heads": 4, "head_dim": 256, "hidden_activation": "gelu_pytorch_tanh",
             "max_position_embeddings": 8192, "tie_word_embeddings": true, "query_pre_attn_scalar": 256,
             "sliding_window": 4096, "final_logit_softcapping": 30.0, "attn_logit_softcapping": 50.0}""";

    static Gemma2 of(Config published) {
        Config config = published.withDefaults(DEFAULTS);
        DecoderConfig sizes = DecoderConfig.of(config);
        return new Gemma2(
                sizes,
                attention(config, sizes, config.number("attn_logit_softcapping", 0)),
                Windows.of(config, layer -> layer % 2 == 0),
                Gemma.gainOffset(config),
                config.flag("attention_bias", false),
                config.number("final_logit_softcapping", 0));
    }

    /** Shared with Gemma 3: scale from {@code query_pre_attn_scalar}. */
    static AttentionShape attention(Config config, DecoderConfig sizes, float cap) {
        AttentionShape plain = sizes.attention();
        return new AttentionShape(
                plain.heads(),
                plain.kvHeads(),
                plain.headDim(),
                (float) (1 / Math.sqrt(config.number("query_pre_attn_scalar", plain.headDim()))),
                0,
                cap);
    }

    @Override
    public Program record() {
        DecoderConfig c = config;
        var model = new Recorder();
        var x = model.embed("model.embed_tokens", c.vocabulary(), c.hidden()); // [T, hidden]
        x = model.scale(x, (float) Math.sqrt(c.hidden()));
        for (int i = 0; i < c.layers(); i++) {
            var layer = model.in("model.layers." + i);
            var h = layer.rmsNorm(x, "input_layernorm", gainOffset, c.normEps());
            var q = layer.rope(layer.linear(h, "self_attn.q_proj", c.queryWidth(), bias), c.rotary());
            var k = layer.rope(layer.linear(h, "self_attn.k_proj", c.kvWidth(), bias), c.rotary());
            var v = layer.linear(h, "self_attn.v_proj", c.kvWidth(), bias); // [T, kvHeads·headDim]
            var a = layer.attention(q, k, v, windows.of(attention, i)); // [T, heads·headDim]
            var o = layer.linear(a, "self_attn.o_proj", c.hidden(), bias);
            x = layer.add(x, layer.rmsNorm(o, "post_attention_layernorm", gainOffset, c.normEps()));
            var m = layer.rmsNorm(x, "pre_feedforward_layernorm", gainOffset, c.normEps());
            var f = GatedMlp.record(layer, m, c, false);
            x = layer.add(x, layer.rmsNorm(f, "post_feedforward_layernorm", gainOffset, c.normEps()));
        }
        var last = model.rmsNorm(model.logitRows(x), "model.norm", gainOffset, c.normEps());
        var logits = model.linear(last, c.head(), c.vocabulary());
        return model.program(logitCap == 0 ? logits : model.softCap(logits, logitCap), c.contextLength());
    }
}

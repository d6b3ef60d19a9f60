package dev.samovar.model;

import dev.samovar.program.AttentionShape;
import dev.samovar.program.Program;
import dev.samovar.program.Recorder;
import dev.samovar.program.Rotary;

/**
 * Gemma 3 (text): Gemma 2 with normalised heads and without caps; most layers attend through a window, and those turn
 * by a rotary embedding of their own.
 *
 * @param local rotary embedding of the windowed layers
 */
public record Gemma3(
        DecoderConfig config,
        AttentionShape attention,
        Windows windows,
        Rotary local,
        float gainOffset,
        boolean bias,
        float logitCap)
        implements Architecture {
    private static final String DEFAULTS = """
            {"vocab_size": 262208, "hidden_size": 2304, "intermediate_size": 9216, "num_hidden_layers": 26,
             "num_attention_heads": 8, "num_key_value_heads": 4, "head_dim": 256, "tie_word_embeddings": true,
             "hidden_activation": "gelu_pytorch_tanh", "max_position_embeddings": 131072,
             "query_pre_attn_scalar": 256, "sliding_window": 4096, "sliding_window_pattern": 6,
             "rope_theta": 1e6, "rope_local_base_freq": 1e4}""";

    static Gemma3 of(Config published) {
        Config text = published.object("text_config"); // the multimodal models nest the language model's fields
        Config config = (text == null ? published : text).withDefaults(DEFAULTS);
        int pattern = config.integer("sliding_window_pattern");
        DecoderConfig sizes = DecoderConfig.of(config);
        return new Gemma3(
                sizes,
                Gemma2.attention(config, sizes, 0), // transformers caps no scores, whatever the file says
                Windows.of(config, layer -> (layer + 1) % pattern != 0),
                RotaryConfig.local(config, sizes.attention().headDim()),
                Gemma.gainOffset(config),
                config.flag("attention_bias", false),
                config.number("final_logit_softcapping", 0));
    }

    @Override
    public Program record() {
        DecoderConfig c = config;
        var model = new Recorder();
        var x = model.embed("model.embed_tokens", c.vocabulary(), c.hidden()); // [T, hidden]
        x = model.scale(x, (float) Math.sqrt(c.hidden()));
        for (int i = 0; i < c.layers(); i++) {
            var layer = model.in("model.layers." + i);
            var rotary = windows.slides(i) ? local : c.rotary();
            var h = layer.rmsNorm(x, "input_layernorm", gainOffset, c.normEps());
            var q = layer.linear(h, "self_attn.q_proj", c.queryWidth(), bias); // [T, heads·headDim]
            var k = layer.linear(h, "self_attn.k_proj", c.kvWidth(), bias); // [T, kvHeads·headDim]
            var v = layer.linear(h, "self_attn.v_proj", c.kvWidth(), bias);
            q = layer.headRmsNorm(q, "self_attn.q_norm", attention.headDim(), gainOffset, c.normEps());
            k = layer.headRmsNorm(k, "self_attn.k_norm", attention.headDim(), gainOffset, c.normEps());
            var a = layer.attention(layer.rope(q, rotary), layer.rope(k, rotary), v, windows.of(attention, i));
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

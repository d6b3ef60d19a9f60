package dev.samovar.model;

import dev.samovar.program.ActivationKind;
import dev.samovar.program.Program;
import dev.samovar.program.Recorder;

/** Gemma: Llama with scaled embeddings, wide heads, a GELU gate and gains stored less one. */
public record Gemma(DecoderConfig config, float gainOffset, boolean bias) implements Architecture {
    private static final String DEFAULTS = """
            {"num_key_value_heads": 16, "head_dim": 256, "hidden_act": "gelu_pytorch_tanh",
             "max_position_embeddings": 8192, "tie_word_embeddings": true}""";

    static Gemma of(Config published) {
        Config config = published.withDefaults(DEFAULTS);
        return new Gemma(activated(DecoderConfig.of(config)), gainOffset(config), config.flag("attention_bias", false));
    }

    /** The first releases say gelu and mean its approximation by tanh; transformers reads them so too. */
    private static DecoderConfig activated(DecoderConfig sizes) {
        return sizes.activation() == ActivationKind.GELU ? sizes.with(ActivationKind.GELU_TANH) : sizes;
    }

    /** GGUF and MLC store norm gains as they are, Hugging Face stores them less one. */
    static float gainOffset(Config config) {
        return config.number("norm_gain_offset", 1);
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
            var a = layer.attention(q, k, v, c.attention()); // [T, heads·headDim]
            x = layer.add(x, layer.linear(a, "self_attn.o_proj", c.hidden(), bias));
            var m = layer.rmsNorm(x, "post_attention_layernorm", gainOffset, c.normEps());
            x = layer.add(x, GatedMlp.record(layer, m, c, false));
        }
        var last = model.rmsNorm(model.logitRows(x), "model.norm", gainOffset, c.normEps());
        return model.program(model.linear(last, c.head(), c.vocabulary()), c.contextLength());
    }
}

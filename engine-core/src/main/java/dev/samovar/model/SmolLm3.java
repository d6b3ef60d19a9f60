package dev.samovar.model;

import dev.samovar.program.Program;
import dev.samovar.program.Recorder;
import java.util.List;
import java.util.stream.IntStream;

/**
 * SmolLM3: Llama in which some layers do without rotary embedding.
 *
 * @param rotaryLayers whether each layer turns queries and keys
 */
public record SmolLm3(DecoderConfig config, Windows windows, List<Boolean> rotaryLayers, boolean bias, boolean mlpBias)
        implements Architecture {
    private static final String DEFAULTS = """
            {"num_key_value_heads": 4, "rope_theta": 2e6, "max_position_embeddings": 32768,
             "no_rope_layer_interval": 4, "tie_word_embeddings": true}""";

    static SmolLm3 of(Config published) {
        Config config = published.withDefaults(DEFAULTS);
        DecoderConfig sizes = DecoderConfig.of(config);
        List<Boolean> rotaryLayers = rotaryLayers(config, sizes.layers());
        return new SmolLm3(
                sizes,
                config.flag("use_sliding_window", false)
                        ? Windows.of(config, layer -> !rotaryLayers.get(layer))
                        : Windows.none(),
                rotaryLayers,
                config.flag("attention_bias", false),
                config.flag("mlp_bias", false));
    }

    /** {@code no_rope_layers} holds 1 for layers with rotary embedding; without it, every fourth layer has none. */
    private static List<Boolean> rotaryLayers(Config config, int layers) {
        List<Integer> listed = config.integers("no_rope_layers");
        int interval = config.integer("no_rope_layer_interval");
        return IntStream.range(0, layers)
                .mapToObj(i -> i < listed.size() ? listed.get(i) != 0 : (i + 1) % interval != 0)
                .toList();
    }

    @Override
    public Program record() {
        DecoderConfig c = config;
        var model = new Recorder();
        var x = model.embed("model.embed_tokens", c.vocabulary(), c.hidden()); // [T, hidden]
        for (int i = 0; i < c.layers(); i++) {
            var layer = model.in("model.layers." + i);
            var h = layer.rmsNorm(x, "input_layernorm", c.normEps());
            var q = layer.linear(h, "self_attn.q_proj", c.queryWidth(), bias); // [T, heads·headDim]
            var k = layer.linear(h, "self_attn.k_proj", c.kvWidth(), bias); // [T, kvHeads·headDim]
            var v = layer.linear(h, "self_attn.v_proj", c.kvWidth(), bias);
            if (rotaryLayers.get(i)) {
                q = layer.rope(q, c.rotary());
                k = layer.rope(k, c.rotary());
            }
            var a = layer.attention(q, k, v, windows.of(c.attention(), i));
            x = layer.add(x, layer.linear(a, "self_attn.o_proj", c.hidden(), bias));
            var m = layer.rmsNorm(x, "post_attention_layernorm", c.normEps());
            x = layer.add(x, GatedMlp.record(layer, m, c, mlpBias));
        }
        var last = model.rmsNorm(model.logitRows(x), "model.norm", c.normEps());
        return model.program(model.linear(last, c.head(), c.vocabulary()), c.contextLength());
    }
}

package dev.samovar.model;

import dev.samovar.program.Expert;
import dev.samovar.program.Program;
import dev.samovar.program.Recorder;
import dev.samovar.program.Value;
import java.util.List;
import java.util.stream.IntStream;

/** Mixtral: Mistral's attention; a router sends each token to a few of several MLPs. */
public record Mixtral(DecoderConfig config, Windows windows, int experts, int expertsPerToken) implements Architecture {
    private static final String DEFAULTS = """
            {"num_key_value_heads": 8, "rms_norm_eps": 1e-5, "rope_theta": 1e6, "max_position_embeddings": 131072,
             "num_local_experts": 8, "num_experts_per_tok": 2}""";

    /** Far above any model's: what is beyond it is damage. */
    static final int MOST_EXPERTS = 1000;

    static Mixtral of(Config published) {
        Config config = published.withDefaults(DEFAULTS);
        int experts = config.integerUpTo(MOST_EXPERTS, "num_local_experts");
        return new Mixtral(
                DecoderConfig.of(config),
                Windows.of(config, layer -> true),
                experts,
                config.integerUpTo(experts, "num_experts_per_tok"));
    }

    @Override
    public Program record() {
        DecoderConfig c = config;
        var model = new Recorder();
        var x = model.embed("model.embed_tokens", c.vocabulary(), c.hidden()); // [T, hidden]
        for (int i = 0; i < c.layers(); i++) {
            var layer = model.in("model.layers." + i);
            var h = layer.rmsNorm(x, "input_layernorm", c.normEps());
            var q = layer.rope(layer.linear(h, "self_attn.q_proj", c.queryWidth()), c.rotary());
            var k = layer.rope(layer.linear(h, "self_attn.k_proj", c.kvWidth()), c.rotary());
            var v = layer.linear(h, "self_attn.v_proj", c.kvWidth()); // [T, kvHeads·headDim]
            var a = layer.attention(q, k, v, windows.of(c.attention(), i));
            x = layer.add(x, layer.linear(a, "self_attn.o_proj", c.hidden()));
            var m = layer.rmsNorm(x, "post_attention_layernorm", c.normEps());
            x = layer.add(x, experts(layer.in("block_sparse_moe"), m));
        }
        var last = model.rmsNorm(model.logitRows(x), "model.norm", c.normEps());
        return model.program(model.linear(last, c.head(), c.vocabulary()), c.contextLength());
    }

    /** [T, hidden] → [T, hidden]. */
    private Value experts(Recorder moe, Value x) {
        int width = config.intermediate();
        List<Expert> mlps = IntStream.range(0, experts)
                .mapToObj(e -> moe.in("experts." + e))
                .map(expert -> new Expert(
                        expert.matrix("w1", width, config.hidden()),
                        expert.matrix("w3", width, config.hidden()),
                        expert.matrix("w2", config.hidden(), width)))
                .toList();
        return moe.experts(x, moe.linear(x, "gate", experts), mlps, config.activation(), expertsPerToken, true);
    }
}

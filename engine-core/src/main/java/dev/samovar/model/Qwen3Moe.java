package dev.samovar.model;

import dev.samovar.program.Expert;
import dev.samovar.program.Program;
import dev.samovar.program.Recorder;
import dev.samovar.program.Value;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Qwen3-MoE: Qwen3's attention; in most layers a router sends each token to a few of many small MLPs.
 *
 * @param dense layers with one ordinary MLP
 * @param normalised whether the chosen experts' weights add up to one
 */
public record Qwen3Moe(
        DecoderConfig config,
        Windows windows,
        boolean bias,
        List<Integer> dense,
        int experts,
        int expertsPerToken,
        int expertWidth,
        boolean normalised)
        implements Architecture {
    private static final String DEFAULTS = """
            {"num_key_value_heads": 4, "max_position_embeddings": 32768, "sliding_window": 4096,
             "decoder_sparse_step": 1, "num_experts": 128, "num_experts_per_tok": 8, "moe_intermediate_size": 768}""";

    static Qwen3Moe of(Config published) {
        Config config = published.withAlias("num_experts", "num_local_experts").withDefaults(DEFAULTS);
        int experts = config.integerUpTo(Mixtral.MOST_EXPERTS, "num_experts");
        int step = config.integer("decoder_sparse_step");
        List<Integer> dense = config.integers("mlp_only_layers");
        DecoderConfig sizes = DecoderConfig.of(config);
        return new Qwen3Moe(
                sizes,
                config.flag("use_sliding_window", false) ? Windows.of(config, layer -> true) : Windows.none(),
                config.flag("attention_bias", false),
                IntStream.range(0, sizes.layers())
                        .filter(layer -> dense.contains(layer) || (layer + 1) % step != 0)
                        .boxed()
                        .toList(),
                experts,
                config.integerUpTo(experts, "num_experts_per_tok"),
                config.integer("moe_intermediate_size"),
                config.flag("norm_topk_prob", false));
    }

    @Override
    public Program record() {
        DecoderConfig c = config;
        var model = new Recorder();
        var x = model.embed("model.embed_tokens", c.vocabulary(), c.hidden()); // [T, hidden]
        for (int i = 0; i < c.layers(); i++) {
            var layer = model.in("model.layers." + i);
            var h = layer.rmsNorm(x, "input_layernorm", c.normEps());
            x = layer.add(x, Qwen3.attention(layer, h, c, windows.of(c.attention(), i), bias));
            var m = layer.rmsNorm(x, "post_attention_layernorm", c.normEps());
            x = layer.add(x, dense.contains(i) ? GatedMlp.record(layer, m, c, false) : experts(layer.in("mlp"), m));
        }
        var last = model.rmsNorm(model.logitRows(x), "model.norm", c.normEps());
        return model.program(model.linear(last, c.head(), c.vocabulary()), c.contextLength());
    }

    /** [T, hidden] → [T, hidden]. */
    private Value experts(Recorder mlp, Value x) {
        List<Expert> mlps = IntStream.range(0, experts)
                .mapToObj(e -> mlp.in("experts." + e))
                .map(expert -> new Expert(
                        expert.matrix("gate_proj", expertWidth, config.hidden()),
                        expert.matrix("up_proj", expertWidth, config.hidden()),
                        expert.matrix("down_proj", config.hidden(), expertWidth)))
                .toList();
        var router = mlp.linear(x, "gate", experts); // [T, experts]
        return mlp.experts(x, router, mlps, config.activation(), expertsPerToken, normalised);
    }
}

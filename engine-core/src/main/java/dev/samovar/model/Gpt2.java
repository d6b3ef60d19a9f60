package dev.samovar.model;

import dev.samovar.program.ActivationKind;
import dev.samovar.program.AttentionShape;
import dev.samovar.program.Matrix;
import dev.samovar.program.Program;
import dev.samovar.program.Recorder;
import dev.samovar.program.Value;
import dev.samovar.program.Vector;
import dev.samovar.weights.ModelFormatException;
import java.util.Map;
import java.util.Optional;

/**
 * GPT-2: learned positions, layer norms, one fused projection, plain MLP. Hugging Face stores its matrices as [inputs,
 * outputs].
 *
 * @param width features of the MLP
 * @param scaled whether scores are divided by √headDim
 * @param scaledByLayer whether they are divided by the layer's number as well
 * @param transposed whether matrices are stored as [inputs, outputs]
 */
public record Gpt2(
        int vocabulary,
        int hidden,
        int heads,
        int layers,
        int width,
        float normEps,
        ActivationKind activation,
        boolean scaled,
        boolean scaledByLayer,
        boolean tiedHead,
        boolean transposed,
        int positions)
        implements Architecture {
    private static final Map<String, String> NAMES = Map.of(
            "n_embd", "hidden_size",
            "n_head", "num_attention_heads",
            "n_layer", "num_hidden_layers",
            "n_inner", "intermediate_size",
            "n_positions", "max_position_embeddings",
            "layer_norm_epsilon", "layer_norm_eps");

    static Gpt2 of(Config published) {
        Config config = published; // GPT-2's own names, or those of the families after it
        for (var name : NAMES.entrySet()) {
            config = config.withAlias(name.getKey(), name.getValue());
        }
        int hidden = config.integer("n_embd");
        int heads = config.integer("n_head");
        if (hidden % heads != 0) {
            throw new ModelFormatException(
                    config.source() + ": n_embd " + hidden + " must be a multiple of n_head " + heads);
        }
        return new Gpt2(
                config.integer("vocab_size"),
                hidden,
                heads,
                config.integerUpTo(DecoderConfig.MOST_LAYERS, "n_layer"),
                config.integer("n_inner", 4 * hidden),
                config.number("layer_norm_epsilon", 1e-5f),
                Activations.named(config.text("activation_function", "gelu_new"), config.source()),
                config.flag("scale_attn_weights", true),
                config.flag("scale_attn_by_inverse_layer_idx", false),
                config.flag("tie_word_embeddings", true),
                config.flag("conv1d_transposed", true),
                config.integer("n_positions", 1024));
    }

    @Override
    public Program record() {
        var model = new Recorder();
        var tokens = model.embed("transformer.wte", vocabulary, hidden); // [T, hidden]
        var x = model.add(tokens, model.embedPosition("transformer.wpe", positions, hidden));
        for (int i = 0; i < layers; i++) {
            var layer = model.in("transformer.h." + i);
            var h = layer.layerNorm(x, "ln_1", normEps);
            var q = linear(layer, h, "attn.c_attn", 0, hidden); // [T, hidden]
            var k = linear(layer, h, "attn.c_attn", hidden, hidden);
            var v = linear(layer, h, "attn.c_attn", 2 * hidden, hidden);
            var a = layer.attention(q, k, v, attention(i));
            x = layer.add(x, linear(layer, a, "attn.c_proj", 0, hidden));
            var m = layer.layerNorm(x, "ln_2", normEps);
            var wide = layer.activation(linear(layer, m, "mlp.c_fc", 0, width), activation); // [T, width]
            x = layer.add(x, linear(layer, wide, "mlp.c_proj", 0, hidden));
        }
        var last = model.layerNorm(model.logitRows(x), "transformer.ln_f", normEps);
        return model.program(model.linear(last, tiedHead ? "transformer.wte" : "lm_head", vocabulary), positions);
    }

    private AttentionShape attention(int layer) {
        int headDim = hidden / heads;
        double scale = (scaled ? 1 / Math.sqrt(headDim) : 1) / (scaledByLayer ? layer + 1 : 1);
        return new AttentionShape(heads, heads, headDim, (float) scale, 0, 0);
    }

    /** Some outputs of a (fused) module, with its bias. */
    private Value linear(Recorder layer, Value x, String module, int first, int outputs) {
        String tensor = layer.matrix(module, outputs, x.width()).tensor();
        String bias = layer.vector(module + ".bias", outputs).tensor();
        return layer.linear(
                x,
                new Matrix(tensor, outputs, x.width(), first, transposed),
                Optional.of(new Vector(bias, outputs, first)));
    }
}

package dev.samovar.webgpu.tuning;

import dev.samovar.program.ActivationKind;
import dev.samovar.program.AttentionShape;
import dev.samovar.program.Program;
import dev.samovar.program.Recorder;
import dev.samovar.program.Rotary;
import dev.samovar.program.Value;
import dev.samovar.quant.Q4_0;
import dev.samovar.weights.MemorySource;
import dev.samovar.weights.RowOrder;
import dev.samovar.weights.Tensor;
import dev.samovar.weights.Weights;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Programs whose schedules can be chosen, with weights of four bits that nobody reads. */
final class Layers implements Weights {
    private static final int VOCABULARY = 19;
    private static final int HIDDEN = 64;
    private static final int HEAD_DIM = 16;

    /** Layers as Llama has them: o is 64x64, down 64x96, gate and up 192x64, queries, keys and values 128x64. */
    static Program llama(int layers) {
        var model = new Recorder();
        List<Float> frequencies =
                IntStream.range(0, HEAD_DIM / 2).mapToObj(i -> 1f / (i + 1)).toList();
        var rotary = new Rotary(HEAD_DIM, frequencies, 1);
        Value x = model.embed("embed", VOCABULARY, HIDDEN);
        for (int i = 0; i < layers; i++) {
            Value h = model.rmsNorm(x, "norm" + i, 1e-5f);
            Value q = model.rope(model.linear(h, "q" + i, 4 * HEAD_DIM), rotary);
            Value k = model.rope(model.linear(h, "k" + i, 2 * HEAD_DIM), rotary);
            Value v = model.linear(h, "v" + i, 2 * HEAD_DIM);
            Value a = model.attention(q, k, v, AttentionShape.causal(4, 2, HEAD_DIM));
            x = model.add(x, model.linear(a, "o" + i, HIDDEN));
            Value m = model.rmsNorm(x, "mlp-norm" + i, 1e-5f);
            Value gate = model.activation(model.linear(m, "gate" + i, 96), ActivationKind.SILU);
            x = model.add(x, model.linear(model.multiply(gate, model.linear(m, "up" + i, 96)), "down" + i, HIDDEN));
        }
        Value last = model.rmsNorm(model.logitRows(x), "norm", 1e-5f);
        return model.program(model.linear(last, "head", VOCABULARY), 64);
    }

    /** A residual projection by one matrix of 64x64, and no other choice but the head's. */
    static Program residual() {
        var model = new Recorder();
        Value x = model.embed("embed", VOCABULARY, HIDDEN);
        Value sum = model.add(x, model.linear(x, "o", HIDDEN));
        return model.program(model.linear(model.logitRows(sum), "head", VOCABULARY), 64);
    }

    /** An embedding and a head of so many tokens. */
    static Program head(int vocabulary, int hidden) {
        var model = new Recorder();
        Value x = model.embed("embed", VOCABULARY, hidden);
        return model.program(model.linear(model.logitRows(x), "head", vocabulary), 64);
    }

    @Override
    public Optional<Tensor> find(String name) {
        var nothing = new MemorySource(name, new byte[0]);
        return Optional.of(new Tensor(name, new Q4_0(), List.of(), nothing, 0, new RowOrder.Plain()));
    }

    @Override
    public String description() {
        return "layers";
    }
}

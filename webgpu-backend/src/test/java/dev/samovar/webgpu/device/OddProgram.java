package dev.samovar.webgpu.device;

import dev.samovar.program.ActivationKind;
import dev.samovar.program.AttentionShape;
import dev.samovar.program.Matrix;
import dev.samovar.program.Program;
import dev.samovar.program.Recorder;
import dev.samovar.program.Rotary;
import dev.samovar.program.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Programs of sizes that fit no tile, with every operation and every pattern that a rule looks for. */
final class OddProgram {
    private static final int VOCABULARY = 19;

    private OddProgram() {}

    /**
     * One layer like Llama's and a few operations more.
     *
     * @param hidden features, as many as the columns of all matrices
     */
    static Program layer(int hidden) {
        var model = new Recorder();
        int headDim = hidden / 3; // what is left over belongs to no head
        var rotary = new Rotary(headDim, List.of(1f, 0.3f, 0.01f), 1);
        Value x = model.embed("embed", VOCABULARY, hidden);
        Value h = model.rmsNorm(x, "norm", 1e-5f);
        Value q = model.rope(model.linear(h, "q", 3 * headDim), rotary);
        Value k = model.rope(model.linearWithBias(h, "k", headDim), rotary);
        Value v = model.linear(h, "v", headDim);
        Value a = model.attention(q, k, v, AttentionShape.causal(3, 1, headDim));
        if (a.width() == hidden) {
            x = model.add(x, model.linearWithBias(a, "o", hidden));
        }
        Value m = model.rmsNorm(x, "gain", 1, 1e-6f);
        Value gate = model.activation(model.linear(m, "gate", hidden), ActivationKind.SILU);
        Value product = model.multiply(gate, model.linearWithBias(m, "up", hidden));
        x = model.add(x, model.linear(product, "down", hidden));
        Value odd = model.linear(x, "odd", 7);
        model.multiply(model.activation(odd, ActivationKind.GELU), model.linear(x, "odd-up", 7));
        model.multiply(model.activation(odd, ActivationKind.GELU_TANH), odd);
        Value last = model.scale(model.logitRows(x), 0.7f);
        return model.program(model.softCap(model.linear(last, "head", VOCABULARY), 3), 64);
    }

    /** An attention whose heads turn in whole chunks: so many pairs of 24. */
    static Program turning(int heads, int pairs) {
        var model = new Recorder();
        int hidden = 96;
        int headDim = 48;
        List<Float> frequencies =
                IntStream.range(0, pairs).mapToObj(i -> 1f / (i + 1)).toList();
        var rotary = new Rotary(headDim, frequencies, 1.1f);
        Value x = model.embed("embed", VOCABULARY, hidden);
        Value h = model.rmsNorm(x, "norm", 1e-5f);
        Value q = model.rope(model.linearWithBias(h, "q", heads * headDim), rotary);
        Value k = model.rope(model.linearWithBias(h, "k", headDim), rotary);
        Value v = model.linearWithBias(h, "v", headDim);
        Value a = model.attention(q, k, v, AttentionShape.causal(heads, 1, headDim));
        x = model.add(x, model.linear(a, "o", hidden));
        return model.program(model.linear(model.logitRows(x), "head", VOCABULARY), 64);
    }

    /** Matrices of odd sizes with each epilogue, and nothing else. */
    static Program matrices(int hidden) {
        var model = new Recorder();
        Value x = model.embed("embed", VOCABULARY, hidden);
        Value h = model.rmsNorm(x, "norm", 1e-5f);
        Value gate = model.activation(model.linearWithBias(h, "gate", 7), ActivationKind.GELU);
        model.multiply(gate, model.linear(h, "up", 7));
        Value other = model.rmsNorm(x, "other-norm", 1e-2f);
        model.linear(other, "q", 5);
        model.linearWithBias(other, "k", 6);
        model.linear(other, "v", 3);
        Value sum = model.add(x, model.linearWithBias(x, "square", hidden));
        return model.program(model.linear(model.logitRows(sum), "head", VOCABULARY), 64);
    }

    /** What the layer has not: learned positions, layer norms, transposed matrices, attention without rotation. */
    static Program others() {
        var model = new Recorder();
        int hidden = 30;
        Value x = model.add(model.embed("embed", VOCABULARY, hidden), model.embedPosition("positions", 70, hidden));
        Value h = model.layerNorm(x, "norm", 1e-5f);
        Value qkv = model.linear(h, new Matrix("qkv", 3 * hidden, hidden, 0, true), Optional.empty());
        Value q = model.linear(h, "q", hidden);
        Value heads = model.headRmsNorm(q, "query-norm", 10, 0, 1e-5f);
        Value a = model.attention(heads, q, h, new AttentionShape(3, 3, 10, 0.4f, 5, 4));
        Value turned = model.rope(model.add(a, x), new Rotary(10, List.of(1f, 0.1f), 1.2f));
        Value wide = model.linear(qkv, "wide", hidden);
        return model.program(model.linear(model.logitRows(model.add(turned, wide)), "head", VOCABULARY), 64);
    }
}

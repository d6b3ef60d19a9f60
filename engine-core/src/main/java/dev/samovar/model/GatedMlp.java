package dev.samovar.model;

import dev.samovar.program.Recorder;
import dev.samovar.program.Value;

/** The feed-forward part of most families: down(activation(gate x) · up x). */
final class GatedMlp {
    private GatedMlp() {}

    /** [T, hidden] → [T, hidden]. */
    static Value record(Recorder layer, Value x, DecoderConfig c, boolean bias) {
        var gate = layer.activation(layer.linear(x, "mlp.gate_proj", c.intermediate(), bias), c.activation());
        var up = layer.linear(x, "mlp.up_proj", c.intermediate(), bias); // [T, intermediate]
        return layer.linear(layer.multiply(gate, up), "mlp.down_proj", c.hidden(), bias);
    }
}

package dev.samovar.webgpu.lowering;

import dev.samovar.program.Op;
import dev.samovar.program.Value;
import java.util.List;

/** The values an operation reads. */
final class OpInputs {
    private OpInputs() {}

    static List<Value> of(Op op) {
        return switch (op) {
            case Op.Embed o -> List.of();
            case Op.EmbedPosition o -> List.of();
            case Op.RmsNorm o -> List.of(o.x());
            case Op.LayerNorm o -> List.of(o.x());
            case Op.Linear o -> List.of(o.x());
            case Op.Rope o -> List.of(o.x());
            case Op.Attention o -> List.of(o.q(), o.k(), o.v());
            case Op.Experts o -> List.of(o.x(), o.router());
            case Op.Activation o -> List.of(o.x());
            case Op.Add o -> List.of(o.a(), o.b());
            case Op.Multiply o -> List.of(o.a(), o.b());
            case Op.Scale o -> List.of(o.x());
            case Op.SoftCap o -> List.of(o.x());
            case Op.LogitRows o -> List.of(o.x());
        };
    }
}

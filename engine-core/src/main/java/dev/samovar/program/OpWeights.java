package dev.samovar.program;

import java.util.List;
import java.util.stream.Stream;

/** The weights an operation reads. */
public final class OpWeights {
    private OpWeights() {}

    public static List<Matrix> matrices(Op op) {
        return switch (op) {
            case Op.Embed o -> List.of(o.table());
            case Op.EmbedPosition o -> List.of(o.table());
            case Op.Linear o -> List.of(o.w());
            case Op.Experts o ->
                o.experts().stream()
                        .flatMap(e -> Stream.of(e.gate(), e.up(), e.down()))
                        .toList();
            case Op.RmsNorm o -> List.of();
            case Op.LayerNorm o -> List.of();
            case Op.Rope o -> List.of();
            case Op.Attention o -> List.of();
            case Op.Activation o -> List.of();
            case Op.Add o -> List.of();
            case Op.Multiply o -> List.of();
            case Op.Scale o -> List.of();
            case Op.SoftCap o -> List.of();
            case Op.LogitRows o -> List.of();
        };
    }

    public static List<Vector> vectors(Op op) {
        return switch (op) {
            case Op.RmsNorm o -> List.of(o.gain());
            case Op.LayerNorm o ->
                Stream.concat(o.gains().stream(), o.bias().stream()).toList();
            case Op.Linear o -> o.bias().stream().toList();
            case Op.Embed o -> List.of();
            case Op.Experts o -> List.of();
            case Op.EmbedPosition o -> List.of();
            case Op.Rope o -> List.of();
            case Op.Attention o -> List.of();
            case Op.Activation o -> List.of();
            case Op.Add o -> List.of();
            case Op.Multiply o -> List.of();
            case Op.Scale o -> List.of();
            case Op.SoftCap o -> List.of();
            case Op.LogitRows o -> List.of();
        };
    }
}

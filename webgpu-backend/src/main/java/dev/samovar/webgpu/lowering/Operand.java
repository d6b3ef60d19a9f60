package dev.samovar.webgpu.lowering;

import dev.samovar.program.Rotary;

/** What a launch binds to one of its kernel's bindings. */
public sealed interface Operand {

    record Activations(Area area) implements Operand {}

    /** What no step changes. */
    sealed interface Constant extends Operand {}

    record MatrixWeights(WeightMatrix matrix) implements Constant {}

    record VectorWeights(WeightVector vector) implements Constant {}

    /** The rotation table of these settings. */
    record Rotations(Rotary rotary) implements Constant {}

    /** A section of the step's buffer. */
    record StepSection(Section section) implements Operand {}

    /** The token of every cache slot. */
    record Tokens() implements Operand {}

    record Keys(int layer) implements Operand {}

    record Values(int layer) implements Operand {}
}

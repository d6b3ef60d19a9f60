package dev.samovar.program;

import java.util.List;
import java.util.Optional;

/**
 * One operation of a recorded model. Shapes in comments: T rows of the step. Adding an operation breaks the build
 * wherever a switch must learn it: the interpreter and the lowering.
 */
public sealed interface Op {

    /** What the operation writes. */
    Value y();

    /** y[t] = table[token of row t]. */
    record Embed(Matrix table, Value y) implements Op {}

    /** y[t] = table[position of row t + offset]: learned positions (GPT-2). */
    record EmbedPosition(Matrix table, int offset, Value y) implements Op {}

    /**
     * Over each run of gain.size features: y = x / √(mean(x²) + eps) · (gain + gainOffset). A gain of the head's width
     * normalises every head by itself (q/k norms).
     *
     * @param gainOffset 1 where the checkpoint stores the gain less one (Gemma in safetensors), else 0
     */
    record RmsNorm(Value x, Vector gain, float gainOffset, float eps, Value y) implements Op {}

    /**
     * y = (x − mean) / √(variance + eps) · gain + bias over each run of gain.size features.
     *
     * @param gains one for all runs, or each run's own, all of one size
     */
    record LayerNorm(Value x, List<Vector> gains, Optional<Vector> bias, float eps, Value y) implements Op {
        public LayerNorm {
            gains = List.copyOf(gains);
        }

        /** Features that are normalised together. */
        public int run() {
            return gains.get(0).size();
        }
    }

    /** y[T, w.rows] = x[T, w.columns] · wᵀ + bias. */
    record Linear(Value x, Matrix w, Optional<Vector> bias, Value y) implements Op {}

    /** Turns every head of x by the row's position. */
    record Rope(Value x, Rotary rotary, Value y) implements Op {}

    /**
     * Writes k and v [T, kvHeads·headDim] to the cache at each row's position, then attends causally with q [T,
     * heads·headDim] over all positions of the row's sequence.
     *
     * @param layer index of the cache layer
     */
    record Attention(Value q, Value k, Value v, AttentionShape shape, int layer, Value y) implements Op {}

    /**
     * With p = softmax(router row), the {@code perToken} largest p (equal ones by lower index) choose the experts: y =
     * Σ p · down(activation(gate x) · up x).
     *
     * @param router [T, experts]
     * @param normalised whether the chosen p are divided by their sum
     */
    record Experts(
            Value x,
            Value router,
            List<Expert> experts,
            ActivationKind activation,
            int perToken,
            boolean normalised,
            Value y)
            implements Op {
        public Experts {
            experts = List.copyOf(experts);
            if (perToken < 1 || perToken > experts.size()) {
                throw new IllegalArgumentException(perToken + " experts of " + experts.size() + " for each token");
            }
        }
    }

    record Activation(Value x, ActivationKind kind, Value y) implements Op {}

    record Add(Value a, Value b, Value y) implements Op {}

    record Multiply(Value a, Value b, Value y) implements Op {}

    /** y = x · factor (Gemma's √hidden on embeddings, residual multipliers). */
    record Scale(Value x, float factor, Value y) implements Op {}

    /** y = cap · tanh(x / cap) (Gemma 2). */
    record SoftCap(Value x, float cap, Value y) implements Op {}

    /** Keeps the rows whose logits are wanted: [T, width] → [logit rows, width]. */
    record LogitRows(Value x, Value y) implements Op {}
}

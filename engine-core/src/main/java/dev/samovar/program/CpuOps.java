package dev.samovar.program;

import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/** The meaning of each operation, as one plain loop. Sums run in double, so that this side is the more exact one. */
final class CpuOps {
    private CpuOps() {}

    static void run(Op op, Activations values, WeightValues weights, CpuCache cache) {
        float[] y = values.allocate(op.y());
        int rows = values.rows(op.y());
        switch (op) {
            case Op.Embed o -> {
                for (int t = 0; t < rows; t++) {
                    copyRow(weights.row(o.table(), values.batch().tokens()[t]), y, t);
                }
            }
            case Op.EmbedPosition o -> {
                for (int t = 0; t < rows; t++) {
                    copyRow(weights.row(o.table(), values.batch().positions()[t] + o.offset()), y, t);
                }
            }
            case Op.RmsNorm o -> rmsNorm(values.of(o.x()), weights.vector(o.gain()), o.gainOffset(), o.eps(), y);
            case Op.LayerNorm o ->
                layerNorm(
                        values.of(o.x()),
                        o.gains().stream().map(weights::vector).toArray(float[][]::new),
                        o.bias().map(weights::vector),
                        o.eps(),
                        y);
            case Op.Linear o ->
                linear(
                        values.of(o.x()),
                        o.w().columns(),
                        weights.matrix(o.w()),
                        o.bias().map(weights::vector),
                        y);
            case Op.Rope o -> rope(values.of(o.x()), o.rotary(), values.batch().positions(), y);
            case Op.Attention o -> CpuAttention.run(o, values, cache, y);
            case Op.Experts o -> CpuExperts.run(o, values, weights, y);
            case Op.Activation o -> activate(values.of(o.x()), o.kind(), y);
            case Op.Add o -> {
                float[] a = values.of(o.a());
                float[] b = values.of(o.b());
                each(y, i -> (double) a[i] + b[i]);
            }
            case Op.Multiply o -> {
                float[] a = values.of(o.a());
                float[] b = values.of(o.b());
                each(y, i -> (double) a[i] * b[i]);
            }
            case Op.Scale o -> {
                float[] x = values.of(o.x());
                each(y, i -> (double) x[i] * o.factor());
            }
            case Op.SoftCap o -> {
                float[] x = values.of(o.x());
                each(y, i -> o.cap() * Math.tanh(x[i] / o.cap()));
            }
            case Op.LogitRows o -> {
                float[] x = values.of(o.x());
                int width = o.x().width();
                for (int r = 0; r < rows; r++) {
                    System.arraycopy(x, values.batch().logitRows()[r] * width, y, r * width, width);
                }
            }
        }
    }

    private static void each(float[] y, IntToDoubleFunction value) {
        for (int i = 0; i < y.length; i++) {
            y[i] = (float) value.applyAsDouble(i);
        }
    }

    private static void copyRow(float[] source, float[] y, int row) {
        System.arraycopy(source, 0, y, row * source.length, source.length);
    }

    private static void rmsNorm(float[] x, float[] gain, float gainOffset, float eps, float[] y) {
        int width = gain.length;
        for (int start = 0; start < x.length; start += width) {
            double squares = 0;
            for (int i = 0; i < width; i++) {
                squares += (double) x[start + i] * x[start + i];
            }
            double scale = 1 / Math.sqrt(squares / width + eps);
            for (int i = 0; i < width; i++) {
                y[start + i] = (float) (x[start + i] * scale * (gain[i] + gainOffset));
            }
        }
    }

    private static void layerNorm(float[] x, float[][] gains, Optional<float[]> bias, float eps, float[] y) {
        int width = gains[0].length;
        for (int start = 0; start < x.length; start += width) {
            float[] gain = gains[start / width % gains.length];
            double mean = 0;
            for (int i = 0; i < width; i++) {
                mean += x[start + i];
            }
            mean /= width;
            double variance = 0;
            for (int i = 0; i < width; i++) {
                variance += (x[start + i] - mean) * (x[start + i] - mean);
            }
            double scale = 1 / Math.sqrt(variance / width + eps);
            for (int i = 0; i < width; i++) {
                double shift = bias.isPresent() ? bias.get()[i] : 0;
                y[start + i] = (float) ((x[start + i] - mean) * scale * gain[i] + shift);
            }
        }
    }

    static void linear(float[] x, int inputs, float[] w, Optional<float[]> bias, float[] y) {
        int outputs = w.length / inputs;
        int rows = x.length / inputs; // none where a step wants no logits
        for (int t = 0; t < rows; t++) {
            for (int n = 0; n < outputs; n++) {
                double sum = bias.isPresent() ? bias.get()[n] : 0;
                for (int k = 0; k < inputs; k++) {
                    sum += (double) x[t * inputs + k] * w[n * inputs + k];
                }
                y[t * outputs + n] = (float) sum;
            }
        }
    }

    private static void rope(float[] x, Rotary rotary, int[] positions, float[] y) {
        int width = x.length / positions.length;
        int half = rotary.rotaryDim() / 2;
        System.arraycopy(x, 0, y, 0, x.length);
        for (int t = 0; t < positions.length; t++) {
            for (int head = t * width; head < (t + 1) * width; head += rotary.headDim()) {
                for (int i = 0; i < half; i++) {
                    double angle =
                            (double) positions[t] * rotary.inverseFrequencies().get(i);
                    double cos = Math.cos(angle) * rotary.amplitude();
                    double sin = Math.sin(angle) * rotary.amplitude();
                    float a = x[head + i];
                    float b = x[head + i + half];
                    y[head + i] = (float) (a * cos - b * sin);
                    y[head + i + half] = (float) (b * cos + a * sin);
                }
            }
        }
    }

    static void activate(float[] x, ActivationKind kind, float[] y) {
        for (int i = 0; i < x.length; i++) {
            y[i] = (float) activate(x[i], kind);
        }
    }

    private static double activate(double x, ActivationKind kind) {
        return switch (kind) {
            case SILU -> x / (1 + Math.exp(-x));
            case GELU -> x / 2 * (1 + Erf.erf(x / Math.sqrt(2)));
            case GELU_TANH -> x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
        };
    }
}

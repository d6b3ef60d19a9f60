package dev.samovar.program;

import java.util.Optional;

/** A mixture of experts, row by row. */
final class CpuExperts {
    private CpuExperts() {}

    static void run(Op.Experts op, Activations values, WeightValues weights, float[] y) {
        float[] x = values.of(op.x());
        float[] router = values.of(op.router());
        int hidden = op.x().width();
        int count = op.experts().size();
        for (int t = 0; t * hidden < x.length; t++) {
            double[] p = softmax(router, t * count, count);
            double[] sums = new double[hidden];
            double total = 0;
            for (int n = 0; n < op.perToken(); n++) {
                int best = largest(p);
                float[] out = mlp(op.experts().get(best), op.activation(), weights, x, t * hidden, hidden);
                for (int i = 0; i < hidden; i++) {
                    sums[i] += p[best] * out[i];
                }
                total += p[best];
                p[best] = -1; // taken
            }
            for (int i = 0; i < hidden; i++) {
                y[t * hidden + i] = (float) (op.normalised() ? sums[i] / total : sums[i]);
            }
        }
    }

    private static double[] softmax(float[] logits, int start, int count) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, logits[start + i]);
        }
        double[] p = new double[count];
        double total = 0;
        for (int i = 0; i < count; i++) {
            p[i] = Math.exp(logits[start + i] - largest);
            total += p[i];
        }
        for (int i = 0; i < count; i++) {
            p[i] /= total;
        }
        return p;
    }

    private static int largest(double[] p) {
        int best = 0;
        for (int i = 1; i < p.length; i++) {
            if (p[i] > p[best]) {
                best = i;
            }
        }
        return best;
    }

    private static float[] mlp(
            Expert expert, ActivationKind activation, WeightValues weights, float[] rows, int start, int hidden) {
        float[] x = new float[hidden];
        System.arraycopy(rows, start, x, 0, hidden);
        float[] gate = new float[expert.gate().rows()];
        float[] up = new float[gate.length];
        CpuOps.linear(x, hidden, weights.matrix(expert.gate()), Optional.empty(), gate);
        CpuOps.linear(x, hidden, weights.matrix(expert.up()), Optional.empty(), up);
        CpuOps.activate(gate, activation, gate);
        for (int i = 0; i < gate.length; i++) {
            gate[i] *= up[i];
        }
        float[] y = new float[hidden];
        CpuOps.linear(gate, gate.length, weights.matrix(expert.down()), Optional.empty(), y);
        return y;
    }
}

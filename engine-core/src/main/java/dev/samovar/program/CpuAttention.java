package dev.samovar.program;

/** Attention over the paged cache: append, scores, softmax, weighted sum. */
final class CpuAttention {
    private CpuAttention() {}

    static void run(Op.Attention op, Activations values, CpuCache cache, float[] y) {
        Batch batch = values.batch();
        float[] keys = cache.keys(op.layer());
        float[] vals = cache.values(op.layer());
        int kvWidth = op.k().width();
        for (int t = 0; t < batch.rows(); t++) {
            int slot = batch.slot(t, batch.positions()[t]);
            System.arraycopy(values.of(op.k()), t * kvWidth, keys, slot * kvWidth, kvWidth);
            System.arraycopy(values.of(op.v()), t * kvWidth, vals, slot * kvWidth, kvWidth);
        }
        float[] q = values.of(op.q());
        for (int t = 0; t < batch.rows(); t++) {
            for (int head = 0; head < op.shape().heads(); head++) {
                attend(op.shape(), batch, t, head, q, keys, vals, y);
            }
        }
    }

    private static void attend(
            AttentionShape shape, Batch batch, int t, int head, float[] q, float[] keys, float[] vals, float[] y) {
        int position = batch.positions()[t];
        int first = shape.window() == 0 ? 0 : Math.max(0, position - shape.window() + 1);
        int dim = shape.headDim();
        int kvWidth = shape.kvHeads() * dim;
        int kvOffset = head / (shape.heads() / shape.kvHeads()) * dim;
        int query = (t * shape.heads() + head) * dim;
        double[] scores = new double[position + 1 - first];
        double largest = Double.NEGATIVE_INFINITY;
        for (int p = first; p <= position; p++) {
            int key = batch.slot(t, p) * kvWidth + kvOffset;
            double dot = 0;
            for (int i = 0; i < dim; i++) {
                dot += (double) q[query + i] * keys[key + i];
            }
            double score = dot * shape.scale();
            scores[p - first] = shape.softCap() == 0 ? score : shape.softCap() * Math.tanh(score / shape.softCap());
            largest = Math.max(largest, scores[p - first]);
        }
        double total = 0;
        double[] sums = new double[dim];
        for (int p = first; p <= position; p++) {
            double weight = Math.exp(scores[p - first] - largest);
            total += weight;
            int value = batch.slot(t, p) * kvWidth + kvOffset;
            for (int i = 0; i < dim; i++) {
                sums[i] += weight * vals[value + i];
            }
        }
        for (int i = 0; i < dim; i++) {
            y[query + i] = (float) (sums[i] / total);
        }
    }
}

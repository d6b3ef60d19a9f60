package dev.samovar.program;

/**
 * Runs any program as recorded, one plain loop an operation. Slow and obviously right: the oracle of every kernel,
 * fusion and schedule.
 */
public final class CpuInterpreter {
    private final Program program;
    private final WeightValues weights;
    private final CpuCache cache;

    /** @param pages size of the key/value cache in pages of {@link Batch#PAGE} positions */
    public CpuInterpreter(Program program, WeightValues weights, int pages) {
        this.program = program;
        this.weights = weights;
        this.cache = new CpuCache(program, pages);
    }

    /** Runs one step; returns the logits, [batch.logitRows · vocabulary]. */
    public float[] run(Batch batch) {
        return activations(batch).of(program.logits());
    }

    /** Runs one step; returns every value of it. */
    public Activations activations(Batch batch) {
        var activations = new Activations(batch);
        for (Op op : program.ops()) {
            CpuOps.run(op, activations, weights, cache);
        }
        return activations;
    }
}

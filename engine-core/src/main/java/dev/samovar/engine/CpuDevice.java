package dev.samovar.engine;

import dev.samovar.program.Batch;
import dev.samovar.program.CpuInterpreter;
import dev.samovar.program.Program;
import dev.samovar.sampling.LogProbabilities;
import dev.samovar.sampling.Sampler;
import dev.samovar.weights.CpuWeights;
import dev.samovar.weights.Weights;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The interpreter as a device: slow, exact, and with steps in flight as a GPU has them, so that what the engine does
 * about them is tested without one. A step runs when its result is asked for.
 */
public final class CpuDevice implements Device {
    private final int maxRows;
    private final int stepsInFlight;
    private final Deque<Step> outstanding = new ArrayDeque<>();
    private @Nullable CpuInterpreter interpreter;
    private int vocabulary;
    private int[][] tokens = {}; // [sequence][position]

    /**
     * @param maxRows rows of the largest step
     * @param stepsInFlight steps that may be outstanding
     */
    public CpuDevice(int maxRows, int stepsInFlight) {
        this.maxRows = maxRows;
        this.stepsInFlight = stepsInFlight;
    }

    @Override
    public Loaded load(Program program, Weights weights, DeviceOptions options, LoadListener listener) {
        int pages = options.pages();
        interpreter = new CpuInterpreter(program, new CpuWeights(weights), pages);
        vocabulary = program.vocabulary();
        tokens = new int[options.maxSequences()][options.contextLength() + 1];
        return new Loaded(
                "interpreter",
                pages,
                maxRows,
                maxRows,
                stepsInFlight,
                program.ops().size(),
                0);
    }

    @Override
    public void submit(Step step) {
        if (outstanding.size() == stepsInFlight) {
            throw new IllegalStateException("at most " + stepsInFlight + " steps may be outstanding");
        }
        if (step.batch().rows() > maxRows) {
            throw new IllegalArgumentException(step.batch().rows() + " rows in a step of at most " + maxRows);
        }
        outstanding.add(step);
    }

    @Override
    public List<StepResult> arrived() {
        return outstanding.isEmpty() ? List.of() : List.of(run(outstanding.remove()));
    }

    @Override
    public List<KernelTime> profile(Step step) {
        return List.of();
    }

    @Override
    public void release() {
        outstanding.clear();
        interpreter = null;
    }

    private StepResult run(Step step) {
        Batch batch = resolve(step.batch());
        float[] all = Objects.requireNonNull(interpreter, "no model is loaded").run(batch);
        List<StepResult.Drawn> drawn = new ArrayList<>();
        for (int i = 0; i < step.draws().size(); i++) {
            float[] logits = Arrays.copyOfRange(all, i * vocabulary, (i + 1) * vocabulary);
            drawn.add(draw(step.draws().get(i), logits, batch, batch.logitRows()[i]));
        }
        return new StepResult(drawn);
    }

    /** Learns the tokens that the host knows and fills in those that only the device does. */
    private Batch resolve(Batch batch) {
        int[] known = batch.tokens().clone();
        for (int t = 0; t < known.length; t++) {
            int[] sequence = tokens[batch.sequences()[t]];
            if (known[t] == Batch.FROM_DEVICE) {
                known[t] = sequence[batch.positions()[t]];
            }
            sequence[batch.positions()[t]] = known[t];
        }
        return new Batch(known, batch.positions(), batch.sequences(), batch.pages(), batch.logitRows());
    }

    private StepResult.Drawn draw(Step.Draw draw, float[] logits, Batch batch, int row) {
        int[] sequence = tokens[batch.sequences()[row]];
        int position = batch.positions()[row] + 1;
        int[] seen = Arrays.copyOfRange(sequence, Math.min(draw.penaltyStart(), position), position);
        int token = Sampler.draw(logits, draw.settings(), seen, draw.allowed(), position);
        sequence[position] = Math.max(0, token); // a step in flight may yet read it
        Optional<LogProbabilities> logProbabilities =
                draw.logProbabilities() == LogProbabilities.OFF || token == Sampler.NONE
                        ? Optional.empty()
                        : Optional.of(LogProbabilities.of(logits, token, draw.logProbabilities()));
        return new StepResult.Drawn(token, logProbabilities, draw.wantLogits() ? logits : new float[0]);
    }
}

package dev.samovar.engine;

import dev.samovar.program.Program;
import dev.samovar.schedule.Request;
import dev.samovar.schedule.Round;
import dev.samovar.schedule.Round.Part;
import dev.samovar.schedule.Scheduler;
import dev.samovar.schedule.Sequence;
import dev.samovar.schedule.TokenConstraint;
import dev.samovar.weights.Weights;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Runs sequences of tokens on a device. One thread owns an engine and calls {@link #step} as long as it returns true;
 * {@link #submit} and {@link Sequence#interrupt} may be called while a step waits for the device.
 *
 * <p>When the device fails, the sequences that run fail with its cause; the device is released, and loaded anew before
 * the next sequence runs.
 */
public final class Engine {
    private static final int[] ALL_ALLOWED = {};

    private final LoadedDevice device;
    private final Deque<Round> inFlight = new ArrayDeque<>();
    private Scheduler scheduler;

    private Engine(LoadedDevice device) {
        this.device = device;
        this.scheduler = device.scheduler();
    }

    /** Loads a model. */
    public static Engine load(
            Device device, Program program, Weights weights, DeviceOptions options, LoadListener listener) {
        return new Engine(new LoadedDevice(device, program, weights, options, listener));
    }

    /** What the device offers. */
    public Loaded loaded() {
        return device.loaded();
    }

    /** Tokens of the longest sequence. */
    public int contextLength() {
        return device.contextLength();
    }

    /** Queues a sequence; {@link #step} runs it. */
    public Sequence submit(Request request) {
        if (request.limit() > contextLength()) {
            throw new IllegalArgumentException(
                    "a sequence of " + request.limit() + " tokens in a context of " + contextLength());
        }
        var sequence = new Sequence(request);
        scheduler.submit(sequence);
        return sequence;
    }

    /**
     * The logits [T, vocabulary] after each of {@code tokens}, for checks. To be asked for while nothing runs; the cache
     * is overwritten, so what it kept is forgotten.
     *
     * @param rows tokens of each step, where the device keeps the logits of as many: one makes it decode, many prefill
     */
    public List<float[]> evaluate(int[] tokens, int rows) {
        List<float[]> logits = new ArrayList<>();
        evaluate(tokens, rows, logits::add);
        return logits;
    }

    /** The same row by row, as they come: many tokens' logits would take much memory. */
    public void evaluate(int[] tokens, int rows, LogitListener told) {
        if (tokens.length == 0 || tokens.length > contextLength()) {
            throw new IllegalArgumentException(
                    "expected 1 to " + contextLength() + " tokens, but there are " + tokens.length);
        }
        rest();
        try {
            new Evaluation(device.device(), Math.min(rows, loaded().logitRows())).logits(tokens, told);
        } catch (RuntimeException cause) {
            fail(cause);
            throw cause;
        }
    }

    /**
     * What each kernel costs in a step, the draw of one token included. To be asked for while nothing runs; the cache is
     * overwritten.
     *
     * @param position of the step's first token
     * @param rows tokens of the step, where the device can take as many
     */
    public List<KernelTime> profile(int position, int rows) {
        int most = Math.min(rows, loaded().maxRows());
        if (position < 0 || most < 1 || position + most > contextLength()) {
            throw new IllegalArgumentException("expected a step within " + contextLength() + " positions, but it is of "
                    + rows + " from position " + position + " on");
        }
        rest();
        try {
            return device.device().profile(Evaluation.step(position, most));
        } catch (RuntimeException cause) {
            fail(cause);
            throw cause;
        }
    }

    /** Makes sure that nothing runs and that the cache keeps nothing, for uses of the device beside the scheduler's. */
    private void rest() {
        if (!inFlight.isEmpty() || !scheduler.waiting().isEmpty()) {
            throw new IllegalStateException("the engine is not at rest");
        }
        device.ensureLoaded();
        scheduler = device.scheduler();
    }

    /** Keeps the device busy and takes what it has done; false when there is nothing left to do. */
    public boolean step() {
        if (device.isReleased()) {
            return reload();
        }
        try {
            submitAhead();
            if (inFlight.isEmpty()) {
                return false;
            }
            for (StepResult result : device.device().arrived()) {
                commit(inFlight.remove(), result);
            }
        } catch (RuntimeException cause) {
            fail(cause);
        }
        return true;
    }

    /** Ends what runs and waits, and frees the device. The engine is not to be used any more. */
    public void unload() {
        scheduler.abort();
        inFlight.clear();
        device.release();
    }

    private void submitAhead() {
        while (inFlight.size() < loaded().stepsInFlight()) {
            Round round = scheduler.next();
            if (round == null) {
                return;
            }
            device.device().submit(step(round));
            inFlight.add(round);
        }
    }

    private void commit(Round round, StepResult result) {
        Iterator<StepResult.Drawn> drawn = result.drawn().iterator();
        for (Part part : round.parts()) {
            scheduler.ran(part);
            if (part.draws()) {
                StepResult.Drawn token = drawn.next();
                scheduler.drawn(part, token.token(), token.logProbabilities());
            }
        }
    }

    private void fail(RuntimeException cause) {
        inFlight.clear();
        scheduler.fail(cause);
        device.release();
        restart(scheduler.waiting());
    }

    /** Once something waits; when that fails, so does the sequence that waited longest. */
    private boolean reload() {
        if (scheduler.waiting().isEmpty()) {
            return false;
        }
        try {
            device.ensureLoaded();
            restart(scheduler.waiting()); // more may have come meanwhile
        } catch (RuntimeException cause) {
            List<Sequence> waiting = scheduler.waiting();
            waiting.getFirst().fail(cause);
            restart(waiting.subList(1, waiting.size()));
        }
        return true;
    }

    private void restart(List<Sequence> waiting) {
        scheduler = device.scheduler();
        for (Sequence sequence : waiting) {
            scheduler.submit(sequence);
        }
    }

    private static Step step(Round round) {
        List<Step.Draw> draws = new ArrayList<>();
        for (Part part : round.parts()) {
            if (part.draws()) {
                Request request = part.sequence().request();
                int[] allowed =
                        request.constraint().map(TokenConstraint::allowed).orElse(ALL_ALLOWED);
                draws.add(new Step.Draw(
                        request.sampler(), request.prompt().length, allowed, request.logProbabilities(), false));
            }
        }
        return new Step(round.batch(), draws);
    }
}

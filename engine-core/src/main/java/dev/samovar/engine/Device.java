package dev.samovar.engine;

import dev.samovar.program.Program;
import dev.samovar.weights.Weights;
import java.util.List;

/**
 * What runs programs: the GPU of the browser, or the interpreter. Calls may suspend the engine thread; none may be made
 * from another. A device holds one loaded model.
 *
 * <p>A device remembers the token of every (sequence, position) it was given or drew, so a later row may say
 * {@link dev.samovar.program.Batch#FROM_DEVICE}. Rolling back is a matter of positions: a row that repeats one overwrites
 * what was there, in tokens and cache alike.
 *
 * <p>Steps take effect in the order submitted, and a sequence keeps its index in the batches from its first row to its
 * last: the engine counts on both when it gives the pages and the index of an ended sequence to another while steps
 * past the end are still outstanding. After an exception from {@link #submit} or {@link #arrived} the outstanding steps
 * are lost, and the engine calls {@link #release} and, before it next has work, {@link #load}.
 */
public interface Device {

    /** Uploads the weights, makes pipelines and the cache. A model that does not fit is an error naming the limit. */
    Loaded load(Program program, Weights weights, DeviceOptions options, LoadListener listener);

    /** Queues one step; returns before it ran. At most {@link Loaded#stepsInFlight} steps may be outstanding. */
    void submit(Step step);

    /** Results of submitted steps in order; waits for at least one when any is outstanding, else empty. */
    List<StepResult> arrived();

    /**
     * What each kernel of a step costs, those that take longest first; empty where there are no kernels. Every kernel runs
     * many times over, so activations, cache and tokens are of no use afterwards. Nothing may be outstanding.
     */
    List<KernelTime> profile(Step step);

    /** Frees everything; the device can load again. */
    void release();
}

package dev.samovar.schedule;

import dev.samovar.kv.KvCache;
import dev.samovar.kv.PageTable;
import dev.samovar.program.Batch;
import dev.samovar.sampling.LogProbabilities;
import dev.samovar.sampling.Sampler;
import dev.samovar.schedule.Round.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Continuous batching. {@link #next} may be asked for rounds ahead of the results of earlier ones, which then come in
 * the same order through {@link #ran} and {@link #drawn}. Rows that turn out to lie past a sequence's end count for
 * nothing: what they wrote lies behind all that is kept, and is overwritten before it is read.
 */
public final class Scheduler {
    private final int maxRows;
    private final int maxSequences;
    private final KvCache cache;
    private final Deque<Sequence> waiting = new ArrayDeque<>();
    private final List<Sequence> running = new ArrayList<>();
    private final BitSet slots = new BitSet();

    /**
     * @param maxRows rows of the largest round
     * @param maxSequences that run together
     * @param cache with room for any sequence submitted
     */
    public Scheduler(int maxRows, int maxSequences, KvCache cache) {
        this.maxRows = maxRows;
        this.maxSequences = maxSequences;
        this.cache = cache;
    }

    /** Queues a sequence. */
    public void submit(Sequence sequence) {
        waiting.add(sequence);
    }

    /** The next rows to run, or null when nothing can run before more results are in. */
    public @Nullable Round next() {
        endInterrupted();
        admit();
        var round = new RoundBuilder(maxRows);
        for (Sequence sequence : running) {
            if (!sequence.inPrompt()) {
                add(sequence, round);
            }
        }
        for (Sequence sequence : running) {
            if (sequence.inPrompt()) {
                add(sequence, round);
            }
        }
        return round.isEmpty() ? null : round.round(maxSequences);
    }

    /** A part of a round has run. */
    public void ran(Part part) {
        part.sequence().computed(part.rows());
    }

    /** The token that a part drew. */
    public void drawn(Part part, int token, Optional<LogProbabilities> logProbabilities) {
        Sequence sequence = part.sequence();
        if (sequence.ended()) {
            return;
        }
        if (sequence.interrupted()) {
            finish(sequence, Finish.ABORT);
        } else if (token == Sampler.NONE) {
            fail(
                    sequence,
                    new IllegalStateException("no token could be drawn at position " + sequence.known()
                            + ": all logits are NaN or forbidden"));
        } else {
            take(sequence, token, logProbabilities);
        }
    }

    /** Sequences not yet admitted, the oldest first. */
    public List<Sequence> waiting() {
        return List.copyOf(waiting);
    }

    /** Fails all that runs: the cache can no longer be trusted. The scheduler is not to be used any more. */
    public void fail(RuntimeException cause) {
        List.copyOf(running).forEach(sequence -> fail(sequence, cause));
    }

    /** Interrupts all there is. */
    public void abort() {
        waiting.forEach(Sequence::interrupt);
        running.forEach(Sequence::interrupt);
        endInterrupted();
    }

    private void endInterrupted() {
        for (Sequence sequence : List.copyOf(waiting)) {
            if (sequence.interrupted()) {
                waiting.remove(sequence);
                sequence.finish(Finish.ABORT);
            }
        }
        for (Sequence sequence : List.copyOf(running)) {
            if (sequence.interrupted()) {
                finish(sequence, Finish.ABORT);
            }
        }
    }

    /** First come, first served: a sequence that must wait for pages holds up those behind it. */
    private void admit() {
        Sequence sequence = waiting.peek();
        while (sequence != null && running.size() < maxSequences && cache.admits(sequence.positions())) {
            waiting.remove();
            PageTable pages = cache.open(sequence.positions());
            // The prompt's last token must run in any case, for its logits.
            int cached = cache.reuse(pages, sequence.tokens(), sequence.known() - 1);
            int slot = slots.nextClearBit(0);
            slots.set(slot);
            running.add(sequence);
            sequence.admit(slot, pages, cached);
            try {
                sequence.request().sink().started(cached);
            } catch (RuntimeException e) {
                fail(sequence, e);
            }
            sequence = waiting.peek();
        }
    }

    private void add(Sequence sequence, RoundBuilder round) {
        int rows = Math.min(sequence.ready(), round.room());
        if (rows > 0) {
            Part part = sequence.submit(rows);
            cache.grow(sequence.pages(), part.first() + rows);
            round.add(part);
        }
    }

    private void take(Sequence sequence, int token, Optional<LogProbabilities> logProbabilities) {
        if (sequence.known() == sequence.request().prompt().length) {
            // Others with this prompt need not wait for the end. The page being filled is not yet for sharing.
            keep(sequence, sequence.computed() / Batch.PAGE * Batch.PAGE);
        }
        sequence.append(token);
        try {
            sequence.request().constraint().ifPresent(constraint -> constraint.accept(token));
            if (!sequence.request().sink().accept(token, logProbabilities)) {
                finish(sequence, Finish.STOP);
            } else if (sequence.known() == sequence.request().limit()) {
                finish(sequence, Finish.LENGTH);
            }
        } catch (RuntimeException e) {
            fail(sequence, e);
        }
    }

    private void finish(Sequence sequence, Finish reason) {
        retire(sequence);
        sequence.finish(reason);
    }

    private void fail(Sequence sequence, RuntimeException cause) {
        retire(sequence);
        sequence.fail(cause);
    }

    private void retire(Sequence sequence) {
        running.remove(sequence);
        slots.clear(sequence.slot());
        keep(sequence, sequence.computed());
        cache.close(sequence.pages());
    }

    private void keep(Sequence sequence, int positions) {
        cache.keep(sequence.pages(), sequence.tokens(), positions);
    }
}

package dev.samovar.schedule;

import dev.samovar.sampling.LogProbabilities;
import java.util.Optional;

/**
 * Told what becomes of a sequence: {@link #started} once it leaves the queue, {@link #accept} for each token in order,
 * and at the end exactly one of {@link #finished} and {@link #failed}. An exception thrown here fails the sequence, and
 * it alone.
 */
public interface TokenSink {

    /** @param cached tokens of the prompt that the cache still held */
    void started(int cached);

    /**
     * Takes the next token.
     *
     * @param logProbabilities present when the sequence asked for them
     * @return false to end the sequence with this token
     */
    boolean accept(int token, Optional<LogProbabilities> logProbabilities);

    void finished(Finish reason);

    /** The sequence cannot go on; the tokens so far stand. */
    void failed(RuntimeException cause);
}

package dev.samovar.engine;

import dev.samovar.sampling.LogProbabilities;
import dev.samovar.schedule.Finish;
import dev.samovar.schedule.TokenSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes tokens until it has seen enough. */
public final class Collected implements TokenSink {
    private final Predicate<List<Integer>> enough;
    public final List<Integer> tokens = new ArrayList<>();
    public final List<LogProbabilities> logProbabilities = new ArrayList<>();
    public int cached = -1;

    public @Nullable Finish finish;

    public @Nullable RuntimeException failure;

    public Collected() {
        this(tokens -> false);
    }

    public Collected(Predicate<List<Integer>> enough) {
        this.enough = enough;
    }

    @Override
    public void started(int cached) {
        check(this.cached < 0);
        this.cached = cached;
    }

    @Override
    public boolean accept(int token, Optional<LogProbabilities> logProbabilities) {
        check(cached >= 0);
        tokens.add(token);
        logProbabilities.ifPresent(this.logProbabilities::add);
        return !enough.test(tokens);
    }

    @Override
    public void finished(Finish reason) {
        check(true);
        finish = reason;
    }

    @Override
    public void failed(RuntimeException cause) {
        check(true);
        failure = cause;
    }

    public int[] toArray() {
        return tokens.stream().mapToInt(t -> t).toArray();
    }

    private void check(boolean inOrder) {
        if (!inOrder || finish != null || failure != null) {
            throw new AssertionError("called out of order, after " + tokens);
        }
    }
}

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
final class Collected implements TokenSink {
    private final Predicate<List<Integer>> enough;
    final List<Integer> tokens = new ArrayList<>();
    final List<LogProbabilities> logProbabilities = new ArrayList<>();
    int cached = -1;

    @Nullable
    Finish finish;

    @Nullable
    RuntimeException failure;

    Collected() {
        this(tokens -> false);
    }

    Collected(Predicate<List<Integer>> enough) {
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

    int[] toArray() {
        return tokens.stream().mapToInt(t -> t).toArray();
    }

    private void check(boolean inOrder) {
        if (!inOrder || finish != null || failure != null) {
            throw new AssertionError("called out of order, after " + tokens);
        }
    }
}

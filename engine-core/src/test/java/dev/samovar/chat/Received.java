package dev.samovar.chat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what it receives. */
final class Received<T> implements Receiver<T> {
    final List<T> values = new ArrayList<>();
    boolean done;

    @Nullable
    RuntimeException failure;

    @Override
    public void next(T value) {
        values.add(value);
    }

    @Override
    public void done() {
        done = true;
    }

    @Override
    public void failed(RuntimeException cause) {
        failure = cause;
    }

    T only() {
        if (!done || values.size() != 1) {
            throw new AssertionError("received " + values + ", done " + done + ", failure " + failure);
        }
        return values.get(0);
    }
}

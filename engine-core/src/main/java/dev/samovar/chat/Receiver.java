package dev.samovar.chat;

/**
 * Gets what a request asked for: the pieces of a streamed answer as they come, or the whole answer at once. Then exactly
 * one of {@link #done} and {@link #failed}. Called by the engine's thread; it must not wait.
 */
public interface Receiver<T> {
    void next(T value);

    void done();

    void failed(RuntimeException cause);
}

package dev.samovar.engine;

/** Told the logits after each token, in order. */
@FunctionalInterface
public interface LogitListener {
    void logits(float[] row);
}

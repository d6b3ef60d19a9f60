package dev.samovar.program;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The values of one interpreted step, each [rows · width], row-major. */
public final class Activations {
    private final Batch batch;
    private final Map<Integer, float[]> values = new HashMap<>();

    public Activations(Batch batch) {
        this.batch = batch;
    }

    Batch batch() {
        return batch;
    }

    int rows(Value value) {
        return value.rows() == Rows.STEP ? batch.rows() : batch.logitRows().length;
    }

    /** A value already written. */
    public float[] of(Value value) {
        return Objects.requireNonNull(values.get(value.id()), "value read before it was written");
    }

    /** Room for a value about to be written. */
    float[] allocate(Value value) {
        float[] data = new float[rows(value) * value.width()];
        values.put(value.id(), data);
        return data;
    }

    /** Gives a value from outside: how tests run part of a program. */
    public void set(Value value, float[] data) {
        if (data.length != rows(value) * value.width()) {
            throw new IllegalArgumentException(
                    "value " + value.id() + " holds " + rows(value) * value.width() + " floats, not " + data.length);
        }
        values.put(value.id(), data);
    }
}

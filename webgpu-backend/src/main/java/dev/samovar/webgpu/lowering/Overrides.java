package dev.samovar.webgpu.lowering;

import java.util.HashMap;
import java.util.Map;

/** Collects the values of a kernel's override constants. */
final class Overrides {
    private final Map<String, Double> values;

    Overrides(Map<String, Double> start) {
        values = new HashMap<>(start);
    }

    /** X and Y, as kernels with one input name them. */
    static Overrides places(Place x, Place y, int unit) {
        return new Overrides(Map.of()).place("X", x, unit).place("Y", y, unit);
    }

    Overrides and(String name, double value) {
        values.put(name, value);
        return this;
    }

    Overrides and(Map<String, Double> more) {
        values.putAll(more);
        return this;
    }

    /** {@code NAME_STRIDE} and {@code NAME_OFFSET}, in units of this many floats. */
    Overrides place(String name, Place place, int unit) {
        return and(name + "_STRIDE", (double) place.area().stride() / unit)
                .and(name + "_OFFSET", (double) place.offset() / unit);
    }

    Map<String, Double> values() {
        return Map.copyOf(values);
    }
}

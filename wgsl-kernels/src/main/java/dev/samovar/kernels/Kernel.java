package dev.samovar.kernels;

import java.util.List;

/**
 * A compute shader with the entry point {@code main}.
 *
 * @param name unique in the library: operation, weight layout, number type, schedule, joined by dots
 * @param wgsl the whole text
 * @param bindings of group 0, in order; read from the text, which is their only home
 */
public record Kernel(String name, String wgsl, List<Binding> bindings) {
    public Kernel {
        bindings = List.copyOf(bindings);
    }

    /** A kernel from its finished text. */
    public static Kernel of(String name, String wgsl) {
        return new Kernel(name, wgsl, BindingReader.read(name, wgsl));
    }
}

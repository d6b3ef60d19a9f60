package dev.samovar.kernels;

/** How kernels hand activations to each other. */
public enum Numbers {
    /** Floats: as exact as the arithmetic. */
    FLOATS("", ""),

    /**
     * Half floats, two a word, of a 64th of the value: half the bytes, and what half-float arithmetic takes. The unit
     * leaves room for sums of four products with codes of 4 bits where activations are up to 130 000; below 0.004 digits
     * are lost, less than a ten-thousandth of usual numbers.
     */
    HALVES(".halves", """

            const UNIT = 1.0 / 64;

            // two halves of a 64th; what is too large becomes the largest
            fn halves_of(x: vec2f) -> u32 {
              return pack2x16float(clamp(x * UNIT, vec2f(-2040), vec2f(2040)));
            }
            """);

    private final String suffix;
    private final String wgsl;

    Numbers(String suffix, String wgsl) {
        this.suffix = suffix;
        this.wgsl = wgsl;
    }

    /** Part of the names of kernels that write or read them; none for floats. */
    public String suffix() {
        return suffix;
    }

    /** {@code UNIT} and {@code halves_of(x) -> u32}, for halves. */
    String wgsl() {
        return wgsl;
    }
}

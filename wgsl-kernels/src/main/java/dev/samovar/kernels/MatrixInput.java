package dev.samovar.kernels;

/**
 * What a matrix kernel multiplies: x as it is, or x normalised on the way. For the latter the main loop multiplies the
 * gained x and adds up squares; the factor 1/√(mean square + EPS), the same for all features, comes last. Kernels call
 * {@code gained(x, at)} for each vec4 of x and {@code norm_factor(squares)} in the end.
 */
public enum MatrixInput {
    PLAIN("", """
            fn gained(x: vec4f, at: u32) -> vec4f { return x; }
            fn squares_of(x: vec4f) -> f32 { return 0; }
            fn norm_factor(squares: f32) -> f32 { return 1; }
            """),

    /** The gain follows the epilogue's bindings; columns are a multiple of 32, so that filling adds no squares. */
    NORMED(".normed", """
            override EPS: f32;

            @group(0) @binding(4) var<storage, read> gain: array<vec4f>;

            fn gained(x: vec4f, at: u32) -> vec4f { return x * gain[at]; }
            fn squares_of(x: vec4f) -> f32 { return dot(x, x); }
            fn norm_factor(squares: f32) -> f32 { return inverseSqrt(squares / f32(SLICES * 8) + EPS); }
            """);

    private final String suffix;
    private final String wgsl;

    MatrixInput(String suffix, String wgsl) {
        this.suffix = suffix;
        this.wgsl = wgsl;
    }

    /** Whether kernels come with this input and epilogue: a norm goes before a projection, never before a residual. */
    boolean goesWith(Epilogue epilogue) {
        return this == PLAIN || epilogue != Epilogue.RESIDUAL;
    }

    /** The last part of the kernel's name. */
    String suffix() {
        return suffix;
    }

    String wgsl() {
        return wgsl;
    }
}

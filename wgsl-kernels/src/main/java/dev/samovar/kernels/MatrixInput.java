package dev.samovar.kernels;

import dev.samovar.quant.GpuLayout;

/**
 * What a matrix kernel multiplies: x as it is, or x normalised on the way. For the latter the main loop multiplies the
 * gained x and adds up squares; the factor 1/√(mean square + EPS), the same for all features, comes last. Kernels call
 * {@code gained(x, at)} for each vec4 of x, {@code slice_squares(token, slice, low, high)} for each slice of it before its
 * gain and {@code norm_factor(squares)} in the end.
 */
public enum MatrixInput {
    PLAIN("", """
            fn gained(x: vec4f, at: u32) -> vec4f { return x; }
            fn slice_squares(token: u32, slice: u32, low: vec4f, high: vec4f) -> f32 { return 0; }
            fn norm_factor(squares: f32) -> f32 { return 1; }
            """),

    /** The gain follows the epilogue's bindings; columns are a multiple of 32, so that filling adds no squares. */
    NORMED(".normed", """
            override EPS: f32;

            @group(0) @binding(${next}) var<storage, read> gain: array<vec4f>;

            fn gained(x: vec4f, at: u32) -> vec4f { return x * gain[at]; }
            fn slice_squares(token: u32, slice: u32, low: vec4f, high: vec4f) -> f32 { return dot(low, low) + dot(high, high); }
            fn norm_factor(squares: f32) -> f32 { return inverseSqrt(squares / f32(SLICES * 8) + EPS); }
            """),

    /** x is {@link Numbers#HALVES}, and codes of 4 bits are multiplied as halves. */
    HALVES(".halves", PLAIN.wgsl),

    /** As {@link #NORMED}, but codes of 4 bits are multiplied as halves, in the unit of {@link Numbers#HALVES}. */
    NORMED_HALVES(".normed.halves", NORMED.wgsl),

    /** x is {@link Numbers#HALVES} that have their gain already; {@link Epilogue#RESIDUAL_GAINED} left squares a tile. */
    GAINED(".gained", """
            override EPS: f32;
            override SQUARES_STRIDE: u32; // in vec2s

            @group(0) @binding(${next}) var<storage, read> tile_squares: array<vec2f>; // a slice's two tiles each

            fn gained(x: vec4f, at: u32) -> vec4f { return x; }
            fn slice_squares(token: u32, slice: u32, low: vec4f, high: vec4f) -> f32 {
              let squares = tile_squares[token * SQUARES_STRIDE + slice];
              return squares.x + squares.y;
            }
            fn norm_factor(squares: f32) -> f32 { return inverseSqrt(squares / f32(SLICES * 8) + EPS); }
            """),

    /** As {@link #HALVES}, but codes of 4 bits are multiplied as floats, where there is no half-float arithmetic. */
    PACKED(".packed", PLAIN.wgsl),

    /** As {@link #GAINED}, but codes of 4 bits are multiplied as floats. */
    GAINED_PACKED(".gained.packed", GAINED.wgsl),

    /**
     * x is the weighted mean of what the splits of an attention leave, each in {@link Numbers#HALVES}. A row is all of
     * its parts one after the other, then floats, [head][part][2]: the part's largest score as a base-2 logarithm, and
     * its total weight. Codes of 4 bits are multiplied as halves.
     */
    PARTS(".parts", PLAIN.wgsl + """

            const LOWEST = -1e30;

            override X_PARTS: u32; // of a row: 2, 4 or 8
            override HEAD_SLICES: u32; // a head's share of SLICES
            """),

    /** As {@link #PARTS}, but codes of 4 bits are multiplied as floats. */
    PARTS_PACKED(".parts.packed", PARTS.wgsl);

    /** The most parts that x may have. */
    public static final int MOST_PARTS = 8;

    private final String suffix;
    private final String wgsl;

    MatrixInput(String suffix, String wgsl) {
        this.suffix = suffix;
        this.wgsl = wgsl;
    }

    /** Normalises or not, floats or halves. */
    public static MatrixInput of(boolean normed, Numbers numbers) {
        return switch (numbers) {
            case FLOATS -> normed ? NORMED : PLAIN;
            case HALVES -> normed ? NORMED_HALVES : HALVES;
        };
    }

    /** Whether kernels come with this input and epilogue: a norm goes before a projection, and halves make halves. */
    boolean goesWith(Epilogue epilogue) {
        return switch (epilogue) {
            case STORE -> true;
            case TURNED_F32, TURNED_F16 -> !isInParts();
            case RESIDUAL -> this == PLAIN || this == HALVES || this == PACKED || isInParts();
            case RESIDUAL_GAINED -> this == HALVES || this == PACKED || isInParts();
            case GATED -> this == PLAIN || this == NORMED;
            case GATED_HALVES -> this != PLAIN && !isInParts();
        };
    }

    /** Whether weights of the layout are multiplied in half floats. */
    boolean multipliesHalves(GpuLayout layout) {
        boolean takes = this == HALVES || this == GAINED || this == NORMED_HALVES || this == PARTS;
        return takes && (layout == GpuLayout.Q4 || layout == GpuLayout.Q4_MIN);
    }

    /** Whether x is in halves. */
    boolean isHalves() {
        return this == HALVES || this == GAINED || this == PACKED || this == GAINED_PACKED || isInParts();
    }

    /** Whether x has yet to be added up. */
    boolean isInParts() {
        return this == PARTS || this == PARTS_PACKED;
    }

    /** The same without half-float arithmetic. */
    public MatrixInput inFloats() {
        return switch (this) {
            case HALVES -> PACKED;
            case GAINED -> GAINED_PACKED;
            case PARTS -> PARTS_PACKED;
            case NORMED_HALVES -> NORMED;
            default -> this;
        };
    }

    /** The last part of the kernel's name. */
    String suffix() {
        return suffix;
    }

    /** Its own binding follows the epilogue's. */
    String wgsl(Epilogue epilogue) {
        return wgsl.replace("${next}", Integer.toString(epilogue.nextBinding()));
    }
}
